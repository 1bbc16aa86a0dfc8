// Sends one file to every host at once; each checks its sha256.
import { connectionsTo, readInput } from './hosts.mjs';

const { farm, source, size, sha256, target } = await readInput();
const connections = connectionsTo(farm);
await Promise.all(farm.hosts.map(({ name }) => connections.host(name).upload({ source, size, sha256, target })));
await connections.close();
