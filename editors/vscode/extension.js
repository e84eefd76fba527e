"use strict";

const os = require("node:os");
const path = require("node:path");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const INSTALL = "https://pypi.org/project/obsidian-vaultlint/";

/** @type {LanguageClient | undefined} */
let client;

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("vaultlint.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("vaultlint.path") && restart()),
  );
  await start();
}

async function start() {
  const command = executable();
  const server = { command, args: ["server"] };
  client = new LanguageClient("vaultlint", "vaultlint", server, {
    documentSelector: [
      { scheme: "file", language: "markdown" },
      { scheme: "file", pattern: "**/*.canvas" },
    ],
  });
  try {
    await client.start();
  } catch {
    await stop();
    const message = `"${command} server" does not start: run pip install "obsidian-vaultlint[server]", or set vaultlint.path.`;
    if ((await vscode.window.showErrorMessage(message, "How to install")) !== undefined) {
      await vscode.env.openExternal(vscode.Uri.parse(INSTALL));
    }
  }
}

/** The executable; `~` stands for the home folder, as in a shell. */
function executable() {
  const given = vscode.workspace.getConfiguration("vaultlint").get("path") || "vaultlint";
  return given.startsWith("~/") ? path.join(os.homedir(), given.slice(2)) : given;
}

async function stop() {
  const stopped = client;
  client = undefined;
  await stopped?.dispose().catch(() => undefined);
}

async function restart() {
  await stop();
  await start();
}

module.exports = { activate, deactivate: stop };
