import { join } from "node:path";
import ts from "typescript";
import { sourceFiles } from "../sourceFiles";

/** Says whether a changed file still compiles, quickly: what did not change is not looked at again. */
export class Compiler {
  private readonly service: ts.LanguageService;
  private changed: { file: string; text: string; version: number } | undefined;
  private version = 0;

  /** @param root The folder with `tsconfig.json` and `provider/`. */
  constructor(private readonly root: string) {
    this.service = ts.createLanguageService(this.host(), ts.createDocumentRegistry());
  }

  /** What is wrong with the file once it has this text and was not wrong before; undefined: it compiles. */
  problemWith(file: string, text: string): string | undefined {
    this.changed = undefined;
    const before = new Set(this.diagnose(file).map(messageOf));
    this.changed = { file: join(this.root, file), text, version: ++this.version };
    const [first] = this.diagnose(file)
      .map(messageOf)
      .filter((message) => !before.has(message));
    return first;
  }

  private diagnose(file: string): ts.Diagnostic[] {
    const path = join(this.root, file);
    return [...this.service.getSyntacticDiagnostics(path), ...this.service.getSemanticDiagnostics(path)];
  }

  private host(): ts.LanguageServiceHost {
    const { config } = ts.readConfigFile(join(this.root, "tsconfig.json"), (path) =>
      ts.sys.readFile(path),
    ) as {
      config: { compilerOptions?: object };
    };
    const { options } = ts.parseJsonConfigFileContent(
      { ...config, include: ["provider"] },
      ts.sys,
      this.root,
    );
    const files = sourceFiles(this.root, "provider").map((file) => join(this.root, file));
    const textOf = (path: string) =>
      path === this.changed?.file ? this.changed.text : ts.sys.readFile(path);
    return {
      // What a switched-off statement used is used no more, and that is no error of the switch.
      getCompilationSettings: () => ({ ...options, noUnusedLocals: false, noUnusedParameters: false }),
      getScriptFileNames: () => files,
      getScriptVersion: (path) => (path === this.changed?.file ? String(this.changed.version) : "0"),
      getScriptSnapshot: (path) => {
        const text = textOf(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => this.root,
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: (path) => ts.sys.fileExists(path),
      readFile: (path) => ts.sys.readFile(path),
      directoryExists: (path) => ts.sys.directoryExists(path),
      getDirectories: (path) => ts.sys.getDirectories(path),
      readDirectory: (path, ...rest) => ts.sys.readDirectory(path, ...rest),
    };
  }
}

function messageOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, " ");
}
