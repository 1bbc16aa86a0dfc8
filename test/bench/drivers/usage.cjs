// Loaded before the program that is measured: tells at its end what its process has used.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  writeFileSync(
    process.env.INSTALLER_BENCH_USAGE,
    JSON.stringify({ cpuMs: (user + system) / 1000, maxRssMiB: maxRSS / 1024 }),
  );
});
