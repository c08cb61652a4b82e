// service.mjs: indexes the sample reports, and runs the real service on a free port.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = process.env.KOMPASS_PROGRAM;
const source = process.env.KOMPASS_SOURCE;

// The address that the service says it listens at; each line it tells is kept in told.
function address(service, told) {
  return new Promise((found, failed) => {
    createInterface({ input: service.stderr }).on("line", (line) => {
      told.push(line);
      const match = /(http:\/\/[\d.]+:\d+)/.exec(line);
      if (match) found(match[1]);
    });
    service.once("exit", (status) => failed(new Error(`kompass serve ended with ${status}: ${told.join("\n")}`)));
  });
}

// -> {root: "http://127.0.0.1:12345", sent(), stop()}, sent() being the paths whose bodies the service has sent, by its
// own log. given: an index to serve in place of one of the sample reports; settings: more options of the service.
export async function startService(given, settings = []) {
  const folder = mkdtempSync(join(tmpdir(), "kompass-web-"));
  const index = given ?? join(folder, "index");
  if (!given) execFileSync(program, ["index", "--index", index, join(source, "corpus/reports")], { stdio: "ignore" });
  const service = spawn(program, ["serve", "--index", index, "--listen", "127.0.0.1:0", ...settings], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, KOMPASS_CONFIG: "" },
  });
  const told = [];
  const root = await address(service, told);
  const sent = () => told.map((line) => / GET "([^"]*)" 200 /.exec(line)?.[1]).filter(Boolean);
  const stop = async () => {
    const ended = new Promise((done) => service.once("exit", done));
    service.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { root, sent, stop };
}
