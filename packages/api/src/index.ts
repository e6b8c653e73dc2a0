export type { ApiInstance, RegisterRoutes } from './api-instance.ts';
export { buildApp } from './app.ts';
export type { AppDeps } from './deps.ts';
export { ApiError } from './errors/api-error.ts';
export type { CodedError, FieldError, Problem } from './errors/problem.ts';
export { type ErrorRow, type ErrorSection, errorReference, type TitledErrors } from './errors/reference.ts';
export type { Inlet, InletDirectory } from './inlet/inlet-directory.ts';
export { type ApiLimits, defaultLimits } from './limits.ts';
