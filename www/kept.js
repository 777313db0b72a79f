// What is done with the articles that this browser keeps, besides opening them: delete one, back up all, take a
// backup in.
/** @import { About, Backup } from "./store.js" */
import { announce, tell } from "./notices.js";
import { download } from "./save.js";
import { backUp, forget, restore, take } from "./store.js";
import { counted } from "./wording.js";

/** Keeps the articles of a backup. @param {Backup} backup @param {() => void} onShow shows what is kept */
export async function takeBack(backup, onShow) {
  const { added, same } = await restore(backup);
  tell(`${counted(added, "article")} of the backup ${added === 1 ? "is" : "are"} kept in this browser now, ${same} ${same === 1 ? "was" : "were"} there already.`, { action: { label: "Show them", run: onShow } });
}

/** Everything that this browser keeps, in one file. */
export async function saveBackup() {
  const contents = JSON.stringify(await backUp());
  const format = { id: "backup", label: "Backup", extension: "json", mime: "application/json", text: true, reads: true, keeps: true };
  announce(download({ format, contents, name: `sayso-backup-${new Date().toISOString().slice(0, 10)}.json` }));
}

/** Deletes an article, with a way back. @param {About} about @param {(error: unknown) => void} onError @throws {Error} when another tab has it open */
export async function forgetKept(about, onError) {
  const kept = await take(about);
  if (!kept) throw new Error(`“${about.title}” is open in another tab.`);
  await forget(about.id);
  kept.held.release();
  const putBack = async () => {
    await restore({ sayso_backup: 1, articles: [{ about, base: kept.base, steps: kept.steps }] });
    announce(`“${about.title}” is back.`);
  };
  tell(`“${about.title}” is deleted.`, { action: { label: "Put it back", run: () => putBack().catch(onError) } });
}
