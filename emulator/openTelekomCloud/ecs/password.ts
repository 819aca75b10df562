import { serviceRefusal } from "../gateway/refusal";

const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[!@$%^\-_=+[{}\]:,./?~#*]/];

/** Refuses passwords that are too weak. Nothing keeps them. */
export function checkPassword(password: string): void {
  const found = classes.filter((one) => one.test(password)).length;
  if (password.length >= 8 && password.length <= 26 && found >= 3) return;
  throw serviceRefusal("Ecs.0011", "The password does not meet the complexity requirements");
}
