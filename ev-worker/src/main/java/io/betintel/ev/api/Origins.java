package io.betintel.ev.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;

/**
 * Which web pages of other origins may read answers (CORS). Browsers enforce it: a page that is not
 * named gets an answer without the header, so nothing is refused here.
 *
 * @param allowed {@code *} for all
 */
record Origins(List<String> allowed) {

  /** Allows the page that asks, if it is named, and answers a browser's preflight request. */
  void allow(Context request) {
    if (request.method().equals(HandlerType.OPTIONS)) {
      // Here rather than as a route: with one for any path every path would be known, and answer
      // 405.
      preflight(request);
    }
    String origin = request.header("Origin");
    boolean any = allowed.contains(ApiConfig.ANY_ORIGIN);
    if (origin == null || !(any || allowed.contains(origin))) {
      return;
    }
    request
        .header("Access-Control-Allow-Origin", any ? ApiConfig.ANY_ORIGIN : origin)
        .header("Access-Control-Expose-Headers", "Retry-After");
  }

  private static void preflight(Context request) {
    request
        .status(204)
        .header("Access-Control-Allow-Methods", "GET")
        .header("Access-Control-Allow-Headers", "Authorization, X-Api-Key")
        .header("Access-Control-Max-Age", "3600")
        .skipRemainingHandlers();
  }
}
