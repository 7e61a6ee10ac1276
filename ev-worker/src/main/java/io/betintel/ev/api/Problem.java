package io.betintel.ev.api;

import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a request is refused, in the form of RFC 9457. The detail names the field, the value and the
 * remedy, and never a key.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE = 80;

  private final int status;
  private final String title;
  private final String parameter;
  private final String value;
  private final int retryAfter;

  private Problem(
      int status, String title, String detail, String parameter, String value, int retryAfter) {
    super(HiddenKeys.in(detail), null, false, false); // an answer, not a fault: no stack trace
    this.status = status;
    this.title = title;
    this.parameter = HiddenKeys.in(parameter);
    this.value = value;
    this.retryAfter = retryAfter;
  }

  /**
   * 400.
   *
   * @param value null if it is missing
   * @param accepted what is accepted, to end the sentence: {@code a whole number from 1 to 500}
   */
  public static Problem badParameter(String parameter, String value, String accepted) {
    String shown = value == null ? null : cut(HiddenKeys.value(parameter, value));
    return new Problem(
        400,
        "Bad parameter",
        parameter + " is " + (shown == null ? "not given" : '"' + shown + '"') + ": " + accepted,
        parameter,
        shown,
        0);
  }

  /** 401: a key that is not in the keys file; no message has it. */
  static Problem unknownKey() {
    return new Problem(
        401,
        "Unknown key",
        "unknown key: send another one, or none to ask as role free",
        null,
        null,
        0);
  }

  /** 400: it is unclear which key counts; no message has one. */
  static Problem twoKeys() {
    return of(
        400, "two different keys: send one, as Authorization: Bearer KEY or as X-Api-Key: KEY");
  }

  /** 403: a route that the role may not use. */
  public static Problem forbidden(String detail) {
    return new Problem(403, "Not for this role", detail, null, null, 0);
  }

  /** 404: what is not there, or not for this caller, who cannot tell the difference. */
  public static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail, null, null, 0);
  }

  /** 406. */
  public static Problem notAcceptable(String detail) {
    return new Problem(406, "Not acceptable", detail, null, null, 0);
  }

  /**
   * 429: this caller asks for too much at once; others are answered.
   *
   * @param retryAfter rounded up to seconds
   */
  public static Problem tooMany(String detail, Duration retryAfter) {
    return new Problem(429, "Too much at once", detail, null, null, seconds(retryAfter));
  }

  /** What the server itself says. */
  static Problem of(int status, String detail) {
    return new Problem(status, HttpStatus.forStatus(status).getMessage(), detail, null, null, 0);
  }

  /**
   * 503: a server is away, or too much is asked at once.
   *
   * @param retryAfter rounded up to seconds
   */
  public static Problem unavailable(String detail, Duration retryAfter) {
    return new Problem(503, "Not available now", detail, null, null, seconds(retryAfter));
  }

  private static int seconds(Duration retryAfter) {
    return Math.max(1, Math.toIntExact(retryAfter.plusMillis(999).toSeconds()));
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  public String detail() {
    return getMessage();
  }

  public Optional<String> parameter() {
    return Optional.ofNullable(parameter);
  }

  /** The parameter's, cut if it is long. */
  public Optional<String> value() {
    return Optional.ofNullable(value);
  }

  /** In seconds; 0 if asking again does not help. */
  public int retryAfter() {
    return retryAfter;
  }

  private static String cut(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
  }
}
