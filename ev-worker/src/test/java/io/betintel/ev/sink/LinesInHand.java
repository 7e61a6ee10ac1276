package io.betintel.ev.sink;

import io.betintel.ev.odds.BetType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A store of lines in memory that a test can make fail. */
final class LinesInHand implements LineSink {
  private final Map<String, VersionedLine> lines = new TreeMap<>();
  private final Map<Integer, Long> positions = new HashMap<>();
  private final Set<BetType> off = new HashSet<>();
  private TopicIdentity topic;
  private Optional<SinkException> failure = Optional.empty();
  private Optional<SinkException> writeFailure = Optional.empty();
  private final Set<String> refused = new HashSet<>();
  private Runnable beforeWrites = () -> {};
  private int asked;
  private int maintained;

  /** From now on every call fails so; empty for none. */
  void fail(Optional<SinkException> with) {
    failure = with;
  }

  /** From now on only writes fail so; empty for none. */
  void failWrites(Optional<SinkException> with) {
    writeFailure = with;
  }

  /** From now on this happens within each write, first. */
  void beforeWrites(Runnable done) {
    beforeWrites = done;
  }

  /** From now on lines of an event are refused. */
  void refuse(String event) {
    refused.add(event);
  }

  void enable(BetType betType, boolean on) {
    if (on) {
      off.remove(betType);
    } else {
      off.add(betType);
    }
  }

  /** Another worker moves a position. */
  void move(int partition, long next) {
    positions.put(partition, next);
  }

  /** A rebuild, or a store that lost its data. */
  void clear() {
    lines.clear();
    positions.clear();
    topic = null;
  }

  /** How often its positions were read. */
  int asked() {
    return asked;
  }

  int maintained() {
    return maintained;
  }

  /** One row per line: its id, its status and its best prices. */
  String content() {
    return lines.values().stream()
        .map(
            stored ->
                stored.line().id().text()
                    + " "
                    + stored.line().status()
                    + " "
                    + stored.line().outcomes().stream()
                        .flatMap(outcome -> outcome.offers().stream())
                        .map(offer -> Double.toString(offer.price()))
                        .collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Map<Integer, Long> positions(TopicIdentity now) {
    asked++;
    answer();
    if (topic != null && !topic.equals(now)) {
      throw new SinkException(
          SinkException.Kind.REFUSED, "another topic: ev-worker sink rebuild memory");
    }
    return Map.copyOf(positions);
  }

  @Override
  public int write(Batch batch) {
    beforeWrites.run();
    answer();
    if (writeFailure.isPresent()) {
      throw writeFailure.get();
    }
    Map<VersionedLine, String> reasons = new LinkedHashMap<>();
    batch.lines().stream()
        .filter(line -> refused.contains(line.line().event().id()))
        .forEach(line -> reasons.put(line, line.line().event().id() + " is refused"));
    if (!reasons.isEmpty()) {
      throw new LinesRefusedException(reasons);
    }
    batch
        .spans()
        .forEach(
            (partition, span) -> {
              if (positions.getOrDefault(partition, Span.NEVER) != span.from()) {
                throw new SinkException(SinkException.Kind.MOVED, "another has written");
              }
            });
    topic = batch.topic();
    int written = 0;
    for (VersionedLine line : batch.lines()) {
      VersionedLine before = lines.get(line.line().id().text());
      boolean newer = before == null || line.version() > before.version();
      if (newer && (line.withdrawn() || !off.contains(line.line().betType()))) {
        lines.put(line.line().id().text(), line);
        written++;
      }
    }
    batch.spans().forEach((partition, span) -> positions.put(partition, span.next()));
    return written;
  }

  @Override
  public void maintain() {
    maintained++;
    answer();
  }

  private void answer() {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
