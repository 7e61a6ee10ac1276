package io.betintel.ev.feed.oddsapi;

import java.net.http.HttpHeaders;

/**
 * What the key may still ask, as the last response said: {@code x-requests-remaining}, {@code
 * x-requests-used}, {@code x-requests-last}. For one thread.
 */
public final class OddsApiQuota {
  private final int reserve;
  private long remaining = -1;
  private long used = -1;
  private long last = -1;

  /**
   * @param reserve what is left for others
   */
  public OddsApiQuota(int reserve) {
    this.reserve = reserve;
  }

  void saw(HttpHeaders headers) {
    remaining = number(headers, "x-requests-remaining", remaining);
    used = number(headers, "x-requests-used", used);
    last = number(headers, "x-requests-last", last);
  }

  /**
   * @throws OddsApiException if the request could use more than is left above the reserve
   */
  void require(OddsApiRequest request) throws OddsApiException {
    if (remaining >= 0 && request.cost() > 0 && remaining - request.cost() < reserve) {
      throw new OddsApiException(
          "quota: "
              + remaining
              + " requests remain, the next question costs up to "
              + request.cost()
              + " and "
              + reserve
              + " are reserved: stopped before "
              + request
              + "; lower --reserve, ask for fewer markets or regions, or wait for the quota's"
              + " renewal",
          true);
    }
  }

  /** For people; empty if the server has said nothing. */
  public String text() {
    return remaining < 0
        ? ""
        : "quota: " + remaining + " remain, " + used + " used, the last question cost " + last;
  }

  private static long number(HttpHeaders headers, String name, long otherwise) {
    try {
      return headers
          .firstValue(name)
          .map(text -> (long) Double.parseDouble(text))
          .orElse(otherwise);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
