package io.betintel.ev.api;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
   * @throws Problem 400 if the request has two different keys; 401 if the key is unknown: a caller
   *     who mistypes it must not silently see less
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

  private Optional<String> key(Context request) {
    Set<String> keys = new LinkedHashSet<>();
    for (String authorization : headers(request, "Authorization")) {
      keys.add(
          authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
              ? authorization.substring(BEARER.length()).strip()
              : "");
    }
    headers(request, "X-Api-Key").forEach(key -> keys.add(key.strip()));
    if (keys.size() > 1) {
      // Which one counts would depend on who reads it: a proxy in front may read the other.
      metrics.refused("malformed");
      throw Problem.twoKeys();
    }
    return keys.stream().findFirst();
  }

  private static List<String> headers(Context request, String name) {
    return Collections.list(request.req().getHeaders(name));
  }
}
