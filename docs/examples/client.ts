// docs/examples/client.ts: TypeScript with the types that openapi-typescript generates from the description
import createClient from "openapi-fetch";
import type { paths } from "./kompass.js";

const client = createClient<paths, "application/json">({ baseUrl: process.env.KOMPASS_URL ?? "http://127.0.0.1:8080" });

// The types know which parameters there are, and what an answer holds.
const { data, error } = await client.GET("/api/v1/who", { params: { query: { topic: "visselblåsarfunktion" } } });
if (error) throw new Error(`${error.error.reason}: ${error.error.message}`);
for (const answer of data.answers) {
  console.log(`${answer.report.municipality?.name}: ${answer.verdict} (${answer.confidence.toFixed(2)})`);
}

const wrong = await client.GET("/api/v1/scores", { params: { query: { municipality: ["Lulea2"] } } });
console.log(wrong.response.status, wrong.error?.error.choices);
