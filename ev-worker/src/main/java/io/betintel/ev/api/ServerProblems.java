package io.betintel.ev.api;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
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
    metrics.refused("malformed");
    Problem problem = Problem.of(status, "the request cannot be understood: " + message);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Json.PROBLEM);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(Json.bytes(problem)), callback);
  }
}
