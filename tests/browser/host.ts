// A host of our own making, for what only shows between two of them.
import { createServer, type Server } from "node:http";
import { extname } from "node:path";

const TYPES: Record<string, string> = {
  ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json",
};

/** Serves what `answer` has for a path; gives the address. */
export async function serve(answer: (path: string) => string | Buffer | undefined): Promise<[Server, string]> {
  const server = createServer(({ url = "/" }, response) => {
    const body = answer(url);
    response.writeHead(body === undefined ? 404 : 200, {
      "Content-Type": TYPES[extname(url)] ?? "text/html; charset=utf-8",
      "Access-Control-Allow-Origin": "*",
    });
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return [server, `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`];
}
