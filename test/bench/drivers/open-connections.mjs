// Opens one connection for each host name, asks each for something, and tells how much memory they take while open.
import { readScript } from '../../../dist/model/host-handle.js';
import { connectionsTo, readInput } from './hosts.mjs';

const { farm } = await readInput();
const connections = connectionsTo(farm);
await Promise.all(farm.hosts.map(({ name }) => connections.host(name).read(readScript('echo here'))));
const open = Object.values(connections.stats()).reduce((sum, stats) => sum + stats.connections, 0);
console.log(JSON.stringify({ open, rssMiB: process.memoryUsage.rss() / 1024 ** 2 }));
await connections.close();
