import { allHistories, explore } from "./cuts/explorer/explore";
import { explored } from "./cuts/explorer/subjects";
import { textOf } from "./cuts/explorer/history";
async function main() {
  const subject = explored[process.argv[2]!]!;
  const all = await allHistories(subject);
  const stride = Number(process.argv[3]), offset = Number(process.argv[4]);
  const which = all.filter((_h, i) => i % stride === offset);
  console.log(process.argv[2], all.length, "of them", which.length);
  const b = Date.now();
  const found = await explore(subject, which, (n, f) => { if (n % 100 === 0) console.log(n, f, Date.now() - b); });
  for (const f of found) console.log(textOf(f.history), "\n   =>", f.message.slice(0, 900));
  console.log("took", Date.now() - b, found.length);
}
void main();
