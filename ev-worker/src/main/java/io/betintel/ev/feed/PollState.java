package io.betintel.ev.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.odds.MarketSnapshot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The last snapshot that was sent of every market and bookmaker, kept in a file so that a restart
 * does not send it again. Losing the file costs repetitions, which the worker supersedes; never
 * quotes.
 */
public final class PollState {
  /** An event that began this long ago, and is not quoted now, will not be quoted again. */
  private static final Duration KEPT = Duration.ofDays(2);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Optional<Path> file;
  private final Map<String, Sent> sent;
  private final Set<String> quotedNow = new HashSet<>();

  private record Sent(long lastUpdate, long content, long commenceTime) {}

  private PollState(Optional<Path> file, Map<String, Sent> sent) {
    this.file = file;
    this.sent = sent;
  }

  /** A state that ends with this process. */
  public static PollState inMemory() {
    return new PollState(Optional.empty(), new TreeMap<>());
  }

  /**
   * The state in a file, which need not exist yet.
   *
   * @throws FeedFileException if the file exists and is not a state
   */
  public static PollState load(Path file) {
    Map<String, Sent> sent = new TreeMap<>();
    if (Files.exists(file)) {
      try {
        JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
        if (!json.path("sent").isObject()) {
          throw new FeedFileException(
              file + " is not a state file of feed poll: name another file");
        }
        json.path("sent")
            .properties()
            .forEach(
                entry ->
                    sent.put(
                        entry.getKey(),
                        new Sent(
                            entry.getValue().path(0).longValue(),
                            entry.getValue().path(1).longValue(),
                            entry.getValue().path(2).longValue())));
      } catch (IOException e) {
        throw new FeedFileException(
            file + " cannot be read as the state of feed poll: remove it or name another: " + e);
      }
    }
    return new PollState(Optional.of(file), sent);
  }

  /** Whether it is later than what was sent, or of the same time and different. */
  boolean isNew(MarketSnapshot snapshot) {
    String key = key(snapshot);
    quotedNow.add(key);
    Sent before = sent.get(key);
    long lastUpdate = snapshot.lastUpdate().toEpochMilli();
    return before == null
        || lastUpdate > before.lastUpdate()
        || (lastUpdate == before.lastUpdate() && content(snapshot) != before.content());
  }

  void remember(MarketSnapshot snapshot) {
    sent.put(
        key(snapshot),
        new Sent(
            snapshot.lastUpdate().toEpochMilli(),
            content(snapshot),
            snapshot.event().commenceTime().toEpochMilli()));
  }

  /**
   * Writes the file whole or not at all. Forgets what is long over and was not quoted since the
   * last call.
   */
  void save(Instant now) throws IOException {
    long over = now.minus(KEPT).toEpochMilli();
    sent.entrySet()
        .removeIf(
            entry -> entry.getValue().commenceTime() < over && !quotedNow.contains(entry.getKey()));
    quotedNow.clear();
    if (file.isPresent()) {
      write(file.get());
    }
  }

  private void write(Path path) throws IOException {
    ObjectNode json = MAPPER.createObjectNode();
    ObjectNode rows = json.putObject("sent");
    sent.forEach(
        (key, one) ->
            rows.putArray(key).add(one.lastUpdate()).add(one.content()).add(one.commenceTime()));
    Path next = path.resolveSibling(path.getFileName() + ".next");
    Files.write(next, MAPPER.writeValueAsBytes(json));
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true); // or a power cut may leave the new name with nothing in it
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String key(MarketSnapshot snapshot) {
    return snapshot.marketId().text() + '|' + snapshot.bookmaker();
  }

  private static long content(MarketSnapshot snapshot) {
    CRC32 crc = new CRC32();
    crc.update(
        (snapshot.event() + "" + snapshot.outcomes() + snapshot.link())
            .getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
