package io.betintel.ev.api;

import io.javalin.http.Context;
import java.util.Optional;

/** Who sent a request, by the key that it carries. */
public final class Callers {
  private static final String BEARER = "bearer ";
  private static final String ATTRIBUTE = "caller";

  private final Keys keys;
  private final ApiMetrics metrics;

  Callers(Keys keys, ApiMetrics metrics) {
    this.keys = keys;
    this.metrics = metrics;
  }

  /**
   * By {@code Authorization: Bearer KEY} or {@code X-Api-Key: KEY}; anonymous without either.
   *
   * @throws Problem 401 if the key is unknown: a caller who mistypes it must not silently see less
   */
  public Caller of(Context request) {
    Optional<Caller> known = known(request);
    if (known.isPresent()) {
      return known.get();
    }
    Caller caller =
        key(request).map(key -> keys.find(key).orElseThrow(this::unknown)).orElse(Caller.ANONYMOUS);
    request.attribute(ATTRIBUTE, caller);
    return caller;
  }

  private Problem unknown() {
    metrics.refused("unknown_key");
    return Problem.unknownKey();
  }

  /** The caller of a request for which {@link #of} was called; else empty. */
  static Optional<Caller> known(Context request) {
    return Optional.ofNullable(request.attribute(ATTRIBUTE));
  }

  private static Optional<String> key(Context request) {
    String authorization = request.header("Authorization");
    if (authorization != null) {
      return Optional.of(
          authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
              ? authorization.substring(BEARER.length()).strip()
              : "");
    }
    return Optional.ofNullable(request.header("X-Api-Key")).map(String::strip);
  }
}
