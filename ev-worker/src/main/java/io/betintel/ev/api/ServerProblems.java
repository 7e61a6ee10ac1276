package io.betintel.ev.api;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the server refuses before it finds a route, such as a malformed path, is a problem too. */
final class ServerProblems extends ErrorHandler {
  private final ApiMetrics metrics;

  ServerProblems(ApiMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    boolean stopping = status == HttpStatus.SERVICE_UNAVAILABLE_503;
    metrics.refused(stopping ? "stopping" : "malformed");
    Problem problem =
        Problem.of(
            status,
            stopping
                ? "this worker stops: ask again, and another one answers"
                : "the request cannot be understood: " + message);
    if (stopping) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Json.PROBLEM);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(Json.bytes(problem)), callback);
  }
}
