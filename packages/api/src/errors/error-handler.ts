import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { type CodedError, problemContentType, toProblem } from './problem.ts';
import { translate } from './translate.ts';

/** Makes every error of the application an answer of type problem+json. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, request, new ApiError('API_NOT_FOUND', { what: `route ${request.method} of this path` })),
  );
}

/** Answers an error of a route, or of the framework before there was one. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const coded = translate(error, { id: request.id, bodyLimitBytes: request.routeOptions.bodyLimit ?? 0 });
  if (coded.httpStatus >= 500) request.log.error({ err: error, code: coded.code }, 'request failed');
  return sendProblem(reply, request, coded);
}

function sendProblem(reply: FastifyReply, request: FastifyRequest, error: CodedError): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  if (error.httpStatus === 401) reply.header('www-authenticate', 'Bearer');
  // A plain string, so that a route's response schema is not asked to serialise an error.
  return reply
    .code(error.httpStatus)
    .header('content-type', problemContentType)
    .send(JSON.stringify(toProblem(error, request.id)));
}

/** Answers what node's HTTP parser refused, before there is a request to handle. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = toProblem(clientError(error.code));
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\ncontent-type: ${problemContentType}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function clientError(code: string | undefined): ApiError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ApiError('API_REQUEST_TIMEOUT', {});
  if (code === 'HPE_HEADER_OVERFLOW') return new ApiError('API_HEADERS_TOO_LARGE', {});
  return new ApiError('API_BAD_REQUEST', { reason: 'the request is not valid HTTP/1.1' });
}
