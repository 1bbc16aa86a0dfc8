const CONTAINER = `
        - name: web
          image: lab.local/tool:1
          imagePullPolicy: IfNotPresent
          args: [serve]
          readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 1 }`;

/** Two pods on workers, behind a service. */
export const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 2
      containers:${CONTAINER}
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]
`;

/** The same of a well-kept service: it goes on for as long as clients may not have heard yet that it leaves. */
export const KEPT_WEB = WEB.replace('GracePeriodSeconds: 2', 'GracePeriodSeconds: 10').replace(
  'args: [serve]',
  'args: [serve]\n          env: [{ name: LAST_SECONDS, value: "5" }]',
);

/** One pod of the deployment is always there. */
export const BUDGET = `
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  minAvailable: 1
  selector: { matchLabels: { app: web } }
`;

/** A pod on a node that no eviction may ever take. */
export const BLOCKING_BUDGET = (node: string) => `
apiVersion: v1
kind: Pod
metadata: { name: stubborn, labels: { app: stubborn } }
spec:
  nodeName: ${node}
  terminationGracePeriodSeconds: 2
  containers:${CONTAINER.replaceAll('\n    ', '\n')}
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: { name: stubborn }
spec:
  minAvailable: 1
  selector: { matchLabels: { app: stubborn } }
`;
