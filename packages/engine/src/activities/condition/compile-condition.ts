import type { ActivityOf, ConditionPath } from '@cairn/model';
import type { ActivityCompiler } from '../../compile/activity-compiler.ts';
import type { ActivitySurroundings } from '../../compile/activity-surroundings.ts';
import type { CompiledCondition, CompiledPath } from '../../compile/compiled-activity.ts';
import { nodeName } from '../../compile/node-name.ts';
import { compileDatePath } from './date-path.ts';
import { compileTimePath } from './time-path.ts';

export function compileCondition(
  activity: ActivityOf<'condition'>,
  { compiler, outlets }: ActivitySurroundings,
): CompiledCondition {
  let sharesBefore = 0;
  const paths = activity.paths.map((path) => {
    const compiled = compilePath(path, sharesBefore, compiler);
    if (path.type === 'split') sharesBefore += path.percent;
    return compiled;
  });
  return {
    kind: 'condition',
    id: activity.id,
    name: nodeName('Condition', activity.label),
    nodeType: 'condition',
    outlets,
    hasAlternativePath: activity.hasAlternativePath,
    fetches: compiler.planFetches(activity.sourceParameters),
    paths,
    hasOtherPath: activity.hasOtherPath,
  };
}

/** `sharesBefore`: sum of the percentages of the splits above this one. */
function compilePath(path: ConditionPath, sharesBefore: number, compiler: ActivityCompiler): CompiledPath {
  switch (path.type) {
    case 'data': {
      const expression = compiler.expression(path.expression, { resultType: 'boolean' });
      return { id: path.id, isTrue: (visit) => expression.evaluateBoolean(visit) };
    }
    case 'time':
      return compileTimePath(path, compiler);
    case 'date':
      return compileDatePath(path, compiler);
    case 'split': {
      const below = (sharesBefore + path.percent) / 100;
      return { id: path.id, isTrue: (visit) => visit.draw() < below };
    }
  }
}
