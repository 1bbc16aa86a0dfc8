import type { RunEvent } from '../model/event.ts';
import { progressText } from './plain.ts';

/** Operations of one kind (`join-worker`), shown as one row. */
export interface Stage {
  /** The part of an operation's id after the host. */
  name: string;
  /** Known operations, in the order they were heard of. */
  operations: Map<string, OperationProgress>;
}

export interface OperationProgress {
  id: string;
  host?: string;
  state: 'waiting' | 'running' | 'changed' | 'ok' | 'failed' | 'skipped';
  /** Milliseconds since the epoch. */
  startedAt?: number;
  endedAt?: number;
  /** The last thing it said; why it failed. */
  message: string;
}

export interface ProgressModel {
  readonly stages: readonly Stage[];
  handle(event: RunEvent): void;
}

/** What a person watching a run needs to know, gathered from its events. */
export function createProgressModel(): ProgressModel {
  const stages: Stage[] = [];
  const operations = new Map<string, OperationProgress>();

  const operationOf = (id: string, host?: string): OperationProgress => {
    const known = operations.get(id);
    if (known) return known;
    const added: OperationProgress = { id, state: 'waiting', message: '', ...(host === undefined ? {} : { host }) };
    operations.set(id, added);
    stageOf(stages, id).operations.set(id, added);
    return added;
  };

  const end = (operation: OperationProgress, state: OperationProgress['state'], at: number, message: string) => {
    Object.assign(operation, { state, endedAt: at, message });
  };

  return {
    stages,
    handle(event) {
      const at = Date.parse(event.at);
      switch (event.type) {
        case 'plan':
          for (const { id, host } of event.plan.operations) operationOf(id, host);
          break;
        case 'operation-started':
          Object.assign(operationOf(event.operation, event.host), {
            state: 'running',
            startedAt: at,
            message: event.title,
          });
          break;
        case 'operation-progress':
          operationOf(event.operation, event.host).message = progressText(event);
          break;
        case 'step-finished':
          if (event.status === 'changed') operationOf(event.operation, event.host).message = event.title;
          break;
        case 'host-output':
          if (event.operation !== undefined && event.line.trim() !== '') {
            operationOf(event.operation, event.host).message = event.line.trim();
          }
          break;
        case 'operation-finished':
          end(operationOf(event.operation, event.host), event.status, at, '');
          break;
        case 'operation-failed':
          end(operationOf(event.operation, event.host), 'failed', at, event.message);
          break;
        case 'operation-skipped':
          end(operationOf(event.operation, event.host), 'skipped', at, event.reason);
          break;
      }
    },
  };
}

/** Whether every operation of the stage has ended. */
export function stageEnded(stage: Stage): boolean {
  return [...stage.operations.values()].every(({ state }) => state !== 'waiting' && state !== 'running');
}

/** Whether an operation of the stage has failed. */
export function stageFailed(stage: Stage): boolean {
  return [...stage.operations.values()].some(({ state }) => state === 'failed');
}

/** Whether nothing of the stage was run. */
export function stageSkipped(stage: Stage): boolean {
  return [...stage.operations.values()].every(({ state }) => state === 'skipped' || state === 'waiting');
}

function stageOf(stages: Stage[], id: string): Stage {
  const name = id.slice(id.indexOf('/') + 1);
  const known = stages.find((stage) => stage.name === name);
  if (known) return known;
  const stage: Stage = { name, operations: new Map() };
  stages.push(stage);
  return stage;
}
