package io.betintel.ev.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.odds.MarketSnapshot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The last snapshot that was sent of every market and bookmaker, kept in a file so that a restart
 * does not send it again, and still notices what the source no longer quotes. Losing the file costs
 * repetitions, which the worker supersedes; never quotes. For one thread.
 */
public final class PollState {
  /** An event that began this long ago, and is not quoted now, will not be quoted again. */
  private static final Duration KEPT = Duration.ofDays(2);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Optional<Path> file;
  private final Map<QuoteKey, SentQuote> sent;
  private final Set<QuoteKey> quotedNow = new HashSet<>();

  private PollState(Optional<Path> file, Map<QuoteKey, SentQuote> sent) {
    this.file = file;
    this.sent = sent;
  }

  /** A state that ends with this process. */
  public static PollState inMemory() {
    return new PollState(Optional.empty(), new LinkedHashMap<>());
  }

  /**
   * The state in a file, which need not exist yet.
   *
   * @throws FeedFileException if the file exists and is not a state
   */
  public static PollState load(Path file) {
    Map<QuoteKey, SentQuote> sent = new LinkedHashMap<>();
    if (Files.exists(file)) {
      try {
        JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
        if (!json.path("sent").isObject()) {
          throw new FeedFileException(
              file + " is not a state file of feed poll: name another file");
        }
        for (Map.Entry<String, JsonNode> row : json.path("sent").properties()) {
          if (row.getValue().isObject()) { // an earlier build's rows know too little: sent again
            QuoteKey key = QuoteKey.of(row.getKey());
            sent.put(key, SentQuote.read(key, row.getValue()));
          }
        }
      } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new FeedFileException(
            file + " cannot be read as the state of feed poll: remove it or name another: " + e);
      }
    }
    return new PollState(Optional.of(file), sent);
  }

  /** Whether the source says something later than what was sent, or of the same time else. */
  boolean isNew(MarketSnapshot snapshot) {
    QuoteKey key = QuoteKey.of(snapshot);
    quotedNow.add(key);
    SentQuote before = sent.get(key);
    return before == null || before.isBefore(snapshot);
  }

  /**
   * The new snapshot as it must be sent to replace what was sent: one that the source dates no
   * later is a millisecond later.
   */
  MarketSnapshot toSend(MarketSnapshot snapshot) {
    SentQuote before = sent.get(QuoteKey.of(snapshot));
    return before == null || snapshot.lastUpdate().isAfter(before.lastUpdate())
        ? snapshot
        : snapshot.quotedAt(before.lastUpdate().plusMillis(1));
  }

  /**
   * @param stated the source's own last update
   * @param whole the part of the source that has it, if that was answered wholly
   */
  void remember(MarketSnapshot asSent, Instant stated, Optional<Coverage> whole) {
    QuoteKey key = QuoteKey.of(asSent);
    SentQuote before = sent.get(key);
    String asked = whole.map(Coverage::asked).orElse(before == null ? null : before.asked());
    sent.put(key, SentQuote.of(asSent, stated, asked));
  }

  /** What was sent, without what has been suspended, and is therefore expected in an answer. */
  List<QuoteKey> expected() {
    return sent.entrySet().stream()
        .filter(entry -> !entry.getValue().suspended())
        .map(Map.Entry::getKey)
        .toList();
  }

  SentQuote sent(QuoteKey key) {
    return sent.get(key);
  }

  void replace(QuoteKey key, SentQuote quote) {
    sent.replace(key, quote);
  }

  /**
   * Writes the file whole or not at all. Forgets what is long over and was not quoted since the
   * last call.
   */
  void save(Instant now) throws IOException {
    Instant over = now.minus(KEPT);
    sent.entrySet()
        .removeIf(
            entry ->
                entry.getValue().event().commenceTime().isBefore(over)
                    && !quotedNow.contains(entry.getKey()));
    quotedNow.clear();
    if (file.isPresent()) {
      write(file.get());
    }
  }

  private void write(Path path) throws IOException {
    ObjectNode json = MAPPER.createObjectNode();
    ObjectNode rows = json.putObject("sent");
    sent.forEach((key, quote) -> quote.write(rows.putObject(key.text())));
    Path next = path.resolveSibling(path.getFileName() + ".next");
    Files.write(next, MAPPER.writeValueAsBytes(json));
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true); // or a power cut may leave the new name with nothing in it
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
