import { fullEcsImageSubject } from "../fullEcsImageSubject";
import { describeTwoCuts } from "../twoCuts";

// All pairs would be millions.
describeTwoCuts("FullEcsImage", fullEcsImageSubject, 300);
