package io.betintel.ev.api;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the read API answers.
 *
 * @param port 0 for any free one
 * @param keys the keys file; empty if every caller is free
 * @param requestsPerKey how many requests of one key may be answered at once
 * @param maxStreams how many live streams may be open at once
 * @param streamsPerKey how many of them with one key
 * @param streamsPerAddress how many of them without a key from one address
 * @param proxies how many proxies in front add the address of who calls them to X-Forwarded-For
 * @param poolSize the most connections for queries, beside those of the other parts
 * @param queryTimeout after which PostgreSQL cancels a query
 * @param origins which web pages of other origins may call it; {@code *} for all
 */
public record ApiConfig(
    String host,
    int port,
    Optional<Path> keys,
    Sample sample,
    int requestsPerKey,
    int maxStreams,
    int streamsPerKey,
    int streamsPerAddress,
    int proxies,
    int poolSize,
    Duration queryTimeout,
    List<String> origins) {
  static final String ANY_ORIGIN = "*";

  static final Setting<String> HOST =
      Setting.text(
          "EV_API_HOST",
          "127.0.0.1",
          "an address of this host",
          "The address that the read API listens on. It has a port of its own, so that it alone can be"
              + " public.");
  static final Setting<Integer> PORT =
      Setting.integer("EV_API_PORT", 8081, 0, 65_535, "The read API's port; 0 for any free one.");
  static final Setting<String> KEYS =
      Setting.text(
          "EV_API_KEYS",
          "",
          "the path of a file",
          "The read API's keys file; `ev-worker api-keys new` prints its lines. Without it every"
              + " caller is free.");
  static final Setting<Integer> SAMPLE_PERCENT =
      Setting.integer(
          "EV_API_SAMPLE_PERCENT", 20, 0, 100, "The percentage of lines that the role free sees.");
  static final Setting<Integer> MAX_STREAMS =
      Setting.integer(
          "EV_API_MAX_STREAMS", 1000, 0, 100_000, "How many live streams may be open at once.");
  static final Setting<Integer> STREAMS_PER_KEY =
      Setting.integer(
          "EV_API_STREAMS_PER_KEY",
          100,
          1,
          100_000,
          "How many live streams may be open at once with one key. Role free, with keys or without,"
              + " may have half of EV_API_MAX_STREAMS together.");
  static final Setting<Integer> STREAMS_PER_ADDRESS =
      Setting.integer(
          "EV_API_STREAMS_PER_ADDRESS",
          100,
          1,
          100_000,
          "How many live streams may be open at once without a key from one address. Behind a proxy,"
              + " set EV_API_PROXIES: else all its clients have one address.");
  static final Setting<Integer> PROXIES =
      Setting.integer(
          "EV_API_PROXIES",
          0,
          0,
          10,
          "How many proxies stand between callers and the read API, each of which adds to"
              + " X-Forwarded-For. 0 ignores that header, which any caller can send.");
  static final Setting<Integer> REQUESTS_PER_KEY =
      Setting.integer(
          "EV_API_REQUESTS_PER_KEY",
          25,
          1,
          200,
          "How many requests with one key may be answered at once. Callers without a key may have"
              + " four times as many together.");
  static final Setting<Integer> POOL_SIZE =
      Setting.integer(
          "EV_API_POOL_SIZE", 5, 1, 100, "The most connections for the read API's queries.");
  static final Setting<Duration> QUERY_TIMEOUT =
      Setting.duration("EV_API_QUERY_TIMEOUT", "5s", "How long a query of the read API may take.");
  static final Setting<List<String>> ORIGINS =
      new Setting<>(
          "EV_API_ORIGINS",
          "* or origins with commas between, such as https://bets.example.com",
          "",
          "Which web pages of other origins may call the read API (CORS).",
          false,
          ApiConfig::origins);

  public static List<Setting<?>> settings() {
    return List.of(
        HOST,
        PORT,
        KEYS,
        SAMPLE_PERCENT,
        REQUESTS_PER_KEY,
        MAX_STREAMS,
        STREAMS_PER_KEY,
        STREAMS_PER_ADDRESS,
        PROXIES,
        POOL_SIZE,
        QUERY_TIMEOUT,
        ORIGINS);
  }

  public static ApiConfig from(Settings settings) {
    return new ApiConfig(
        settings.get(HOST),
        settings.get(PORT),
        Optional.of(settings.get(KEYS)).filter(path -> !path.isEmpty()).map(Path::of),
        new Sample(settings.get(SAMPLE_PERCENT)),
        settings.get(REQUESTS_PER_KEY),
        settings.get(MAX_STREAMS),
        settings.get(STREAMS_PER_KEY),
        settings.get(STREAMS_PER_ADDRESS),
        settings.get(PROXIES),
        settings.get(POOL_SIZE),
        settings.get(QUERY_TIMEOUT),
        settings.get(ORIGINS));
  }

  private static List<String> origins(String text) {
    if (text.isEmpty() || text.equals(ANY_ORIGIN)) {
      return text.isEmpty() ? List.of() : List.of(ANY_ORIGIN);
    }
    return Arrays.stream(text.split(",", -1)).map(String::strip).map(ApiConfig::origin).toList();
  }

  private static String origin(String text) {
    URI origin = URI.create(text);
    boolean whole =
        origin.getHost() != null
            && List.of("http", "https").contains(origin.getScheme())
            && origin.getPath().isEmpty()
            && origin.getQuery() == null;
    if (!whole) {
      throw new IllegalArgumentException("not an origin");
    }
    return text;
  }
}
