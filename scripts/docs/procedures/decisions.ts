import ts from "typescript";

/** What a function decides: a question with its answers, or a next move. */
export type Decision =
  | { kind: "question"; text: string; yes: Decision; no: Decision }
  | { kind: "move"; move: "act" | "wait" | "stop" | "done" | "go on in"; text: string };

/** A function that says what a procedure does next. */
export interface DecidingFunction {
  name: string;
  /** Its comment. */
  summary: string;
  decision: Decision;
}

/**
 * The functions of a source file that return a `Move`, in their order. Throws where one of them is written in a way
 * that is not understood: a diagram that leaves something out would be wrong.
 */
export function decidingFunctions(file: ts.SourceFile): DecidingFunction[] {
  const aliases = file.statements
    .filter(ts.isTypeAliasDeclaration)
    .filter(({ type }) => isMove(type))
    .map(({ name }) => name.text);
  const functions = file.statements
    .filter(ts.isFunctionDeclaration)
    .filter(({ type }) => type && (isMove(type) || aliases.includes(type.getText())));
  const names = new Set(functions.map(({ name }) => name?.text ?? ""));
  return functions.map((declaration) => ({
    name: declaration.name?.text ?? "",
    summary: summaryOf(declaration),
    decision: inSequence([...(declaration.body?.statements ?? [])], names),
  }));
}

function isMove(type: ts.TypeNode): boolean {
  return /^Move</.test(type.getText());
}

/** The statements of a block, one after the other, up to the one that always returns. */
function inSequence(statements: ts.Statement[], names: ReadonlySet<string>, after?: Decision): Decision {
  const [first, ...rest] = statements;
  if (!first) {
    if (after) return after;
    throw new Error("a function that decides ends without a decision");
  }
  if (ts.isReturnStatement(first) && first.expression) return decided(first.expression, names);
  if (ts.isBlock(first)) return inSequence([...first.statements, ...rest], names, after);
  // What must not be is no decision.
  const isGuard = ts.isIfStatement(first) && ts.isThrowStatement(first.thenStatement);
  if (ts.isVariableStatement(first) || isGuard) return inSequence(rest, names, after);
  if (ts.isIfStatement(first)) {
    const goOn = (): Decision => inSequence(rest, names, after);
    return {
      kind: "question",
      text: textOf(first.expression),
      yes: inSequence([first.thenStatement], names, endsHere(first.thenStatement) ? undefined : goOn()),
      no: first.elseStatement ? inSequence([first.elseStatement], names, goOn()) : goOn(),
    };
  }
  throw notUnderstood(first);
}

/** Whether nothing after this statement is reached. */
function endsHere(statement: ts.Statement): boolean {
  if (!ts.isBlock(statement)) return ts.isReturnStatement(statement);
  const last = statement.statements.at(-1);
  return last !== undefined && ts.isReturnStatement(last);
}

function decided(expression: ts.Expression, names: ReadonlySet<string>): Decision {
  if (ts.isParenthesizedExpression(expression)) return decided(expression.expression, names);
  if (ts.isConditionalExpression(expression))
    return {
      kind: "question",
      text: textOf(expression.condition),
      yes: decided(expression.whenTrue, names),
      no: decided(expression.whenFalse, names),
    };
  if (!ts.isCallExpression(expression)) throw notUnderstood(expression);
  const called = expression.expression.getText();
  const [argument] = expression.arguments;
  const rules = rulesBeside(expression);
  const move = (kind: "act" | "wait" | "stop" | "done", text: string): Decision => ({
    kind: "move",
    move: kind,
    text: text + rules,
  });
  if (called === "act" && argument) return move("act", wordsOf(argument));
  if ((called === "wait" || called === "waitForOthers") && argument) return move("wait", wordsOf(argument));
  if (called === "stop" && argument) return move("stop", nameOf(argument));
  if (called === "done") return move("done", "");
  if (names.has(called)) {
    const why = expression.arguments.find((one) => ts.isCallExpression(one));
    return { kind: "move", move: "go on in", text: called + (why ? `: ${nameOf(why)}` : "") + rules };
  }
  throw notUnderstood(expression);
}

/** The words that a user reads, with … for what is filled in. */
function wordsOf(expression: ts.Expression): string {
  if (ts.isStringLiteralLike(expression)) return expression.text;
  if (ts.isTemplateExpression(expression))
    return expression.head.text + expression.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
  return nameOf(expression);
}

function nameOf(expression: ts.Expression): string {
  return ts.isCallExpression(expression) ? expression.expression.getText() : textOf(expression);
}

/** Numbers of statements that the same line names in a comment. */
function rulesBeside(node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getEnd());
  const rest = file.text.split("\n")[line]?.split("//")[1] ?? "";
  const rules = rest.match(/\b[A-Z]{3}-\d\d\b/g);
  return rules ? ` (${rules.join(", ")})` : "";
}

function summaryOf(declaration: ts.FunctionDeclaration): string {
  const [comment] = ts.getJSDocCommentsAndTags(declaration);
  const text = comment && ts.isJSDoc(comment) ? (ts.getTextOfJSDocComment(comment.comment) ?? "") : "";
  return text.replaceAll(/\s+/g, " ");
}

function textOf(node: ts.Node): string {
  return node.getText().replaceAll(/\s+/g, " ");
}

function notUnderstood(node: ts.Node): Error {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return new Error(
    `${file.fileName}:${line + 1} cannot be drawn: ${textOf(node)}. A function that decides consists of constants, ifs and returns ` +
      `of act, wait, stop, done or another such function.`,
  );
}
