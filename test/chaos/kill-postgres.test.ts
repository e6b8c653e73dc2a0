import { describeKills } from './kill-story.ts';

await describeKills('postgres');
