package io.betintel.ev.api.live;

import io.betintel.ev.api.Caller;
import io.betintel.ev.api.Json;
import io.betintel.ev.api.Sample;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.cache.CachedLine;
import io.betintel.ev.odds.BetType;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** The events of a live stream, as bytes of {@code text/event-stream}. */
final class LiveEvents {
  static final String LINE = "line";
  static final String WITHDRAWN = "withdrawn";
  static final String RESET = "reset";

  /** Keeps proxies from closing the stream, and finds clients that are gone. */
  static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private static final int RETRY_MS = 2_000;

  private LiveEvents() {}

  /** The first event: the caller's role, and which bet types follow. */
  static byte[] opened(Caller caller, Sample sample, Collection<BetType> betTypes) {
    String event =
        event(
            "opened",
            json -> {
              json.writeStringField("role", caller.role().label());
              json.writeArrayFieldStart("bet_types");
              for (BetType betType : betTypes) {
                json.writeString(betType.symbol());
              }
              json.writeEndArray();
              if (caller.free()) {
                json.writeObjectFieldStart("sample");
                json.writeNumberField("percent", sample.percent());
                json.writeEndObject();
              }
            });
    return bytes("retry: " + RETRY_MS + "\n" + event);
  }

  /** Forget the bet type's lines: all of them follow. */
  static byte[] reset(BetType betType) {
    return bytes(event(RESET, json -> json.writeStringField("bet_type", betType.symbol())));
  }

  /** All lines of the bet type were sent; changes follow. */
  static byte[] complete(BetType betType, int lines) {
    return bytes(
        event(
            "complete",
            json -> {
              json.writeStringField("bet_type", betType.symbol());
              json.writeNumberField("lines", lines);
            }));
  }

  static byte[] line(Role role, Sample sample, CachedLine.Shown shown) {
    return bytes("event: " + LINE + "\ndata: " + LineView.of(role, sample, shown.json()) + "\n\n");
  }

  /** The line is gone: no bookmaker quotes it, or it is no longer valid. */
  static byte[] withdrawn(BetType betType, CachedLine line) {
    return bytes(
        event(
            WITHDRAWN,
            json -> {
              json.writeStringField("line_id", line.id().text());
              json.writeStringField("bet_type", betType.symbol());
              if (line.version() != CachedLine.UNKNOWN) {
                json.writeNumberField("version", line.version());
              }
            }));
  }

  /**
   * Changes are missed until the next {@code reset}; lines that are shown stay right until they
   * expire.
   */
  static byte[] waiting() {
    return bytes(
        event(
            "waiting",
            json ->
                json.writeStringField(
                    "detail", "the cache is away; lines follow when it is back")));
  }

  /** The bet type is no longer opened to the caller. */
  static byte[] closed(BetType betType, Role role) {
    return bytes(
        event(
            "closed",
            json -> {
              json.writeStringField("bet_type", betType.symbol());
              json.writeStringField(
                  "detail", betType + " is no longer opened to role " + role.label());
            }));
  }

  private static String event(String name, Json.Body fields) {
    byte[] data =
        Json.bytes(
            json -> {
              json.writeStartObject();
              fields.to(json);
              json.writeEndObject();
            });
    return "event: " + name + "\ndata: " + new String(data, StandardCharsets.UTF_8) + "\n\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
