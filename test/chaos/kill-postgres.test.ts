import { describe } from 'vitest';
import { describeKills } from './kill-story.ts';

describe('J194 after a death', () => describeKills('postgres'));
