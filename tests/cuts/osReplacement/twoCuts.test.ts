import { osReplacementSubject } from "../osReplacementSubject";
import { describeTwoCuts } from "../twoCuts";

describeTwoCuts("OsReplacement", osReplacementSubject, 120);
