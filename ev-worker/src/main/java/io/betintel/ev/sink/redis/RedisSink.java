package io.betintel.ev.sink.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.cache.CacheGate;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.catalogue.BetTypeFlags;
import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.ops.Failpoint;
import io.betintel.ev.ops.RootCause;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Writes lines to the cache. The positions are in Redis too, and not in the consumer group, so a
 * Redis that comes back empty is filled again.
 *
 * <p>This is not one transaction as in PostgreSQL: the lines are written first, then the positions,
 * as {@link LinesThenPositions} does it. A version marker guards every line, so writing it twice
 * changes nothing.
 */
public final class RedisSink implements LineSink {
  public static final String NAME = "redis";

  private static final Failpoint BEFORE_POSITIONS = Failpoint.named("redis-before-positions");

  private static final String TOPIC = "topic";
  private static final String TOPIC_ID = "topic_id";
  private static final String PARTITIONS = "partitions";

  // Compare-and-set, so that a batch in progress does not undo a rebuild; and only with the mark of
  // this batch, so that a Redis that has lost its lines does not get its positions.
  private static final String ADVANCE =
      """
      local mark = ARGV[4]
      for i = 5, #ARGV, 3 do
        if mark ~= '' and redis.call('HGET', KEYS[2], ARGV[i]) ~= mark then return 0 end
        if (redis.call('HGET', KEYS[1], ARGV[i]) or '') ~= ARGV[i + 1] then return 0 end
      end
      redis.call('HSET', KEYS[1], 'topic', ARGV[1], 'topic_id', ARGV[2], 'partitions', ARGV[3])
      for i = 5, #ARGV, 3 do
        redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2])
      end
      return 1
      """;

  private final UnifiedJedis redis;
  private final CacheKeys keys;
  private final CachedLines cached;
  private final EntryWriter writer;
  private final Script advance;
  private final CacheExpiry expiry;
  private final Clock clock;
  private final SwitchedOff switchedOff;
  private final CacheLosses losses;

  /**
   * @param flags which bet types may be cached
   */
  public RedisSink(
      UnifiedJedis redis, CacheKeys keys, CacheExpiry expiry, BetTypeFlags flags, Clock clock) {
    this.redis = redis;
    this.keys = keys;
    this.switchedOff = new SwitchedOff(flags, new CacheGate(redis, keys));
    this.cached = new CachedLines(redis, keys, clock);
    this.losses = new CacheLosses(redis, keys, clock);
    this.writer = new EntryWriter(redis, keys);
    this.advance = new Script(redis, ADVANCE);
    this.expiry = expiry;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<Integer, Long> positions(TopicIdentity topic) {
    Map<String, String> stored = asked(() -> redis.hgetAll(keys.positions()));
    String name = stored.remove(TOPIC);
    String id = stored.remove(TOPIC_ID);
    String partitions = stored.remove(PARTITIONS);
    if (name != null && id != null) {
      // A cache of an earlier build does not have the count.
      int count = partitions == null ? topic.partitions() : Integer.parseInt(partitions);
      topic.requireSame(new TopicIdentity(name, id, count), "the cache holds", "a Redis", NAME);
    }
    Map<Integer, Long> positions = new HashMap<>();
    stored.forEach(
        (partition, next) -> positions.put(Integer.valueOf(partition), Long.valueOf(next)));
    return positions;
  }

  @Override
  public int write(Batch batch) {
    return prepare(batch).write();
  }

  @Override
  public Prepared prepare(Batch batch) {
    List<Entry> entries = entries(batch);
    return () -> asked(() -> new LinesThenPositions<>(new OneBatch(batch)).write(entries));
  }

  private List<Entry> entries(Batch batch) {
    // A marker of another count is another topic's.
    String topicId = batch.topic().id() + "/" + batch.topic().partitions();
    Instant now = clock.instant();
    LineJson json = new LineJson();
    return batch.lines().stream()
        .map(line -> Entry.of(line, topicId, keys, expiry, now, json))
        .toList();
  }

  private LinesThenPositions.Written<Entry> write(List<Entry> entries) {
    Flags flags = switchedOff.flagsFor(lines(entries));
    List<Entry> first = allowed(entries, flags);
    EntryWriter.Written written = writer.write(first, flags.version());
    if (written.turnedAway().isEmpty()) {
      return new LinesThenPositions.Written<>(written.newer(), first);
    }
    Flags now = switchedOff.flagsAfter(written.shutAt(), lines(written.turnedAway()));
    List<Entry> still = allowed(written.turnedAway(), now);
    EntryWriter.Written again = writer.write(still, now.version());
    if (!again.turnedAway().isEmpty()) {
      throw new SinkException(
          SinkException.Kind.AWAY, "a bet type was switched off while its lines were written");
    }
    Set<Entry> skipped = Collections.newSetFromMap(new IdentityHashMap<>());
    skipped.addAll(written.turnedAway());
    skipped.removeAll(still);
    return new LinesThenPositions.Written<>(
        written.newer() + again.newer(),
        first.stream().filter(entry -> !skipped.contains(entry)).toList());
  }

  /** What Redis has to do for one batch. */
  private final class OneBatch implements LinesThenPositions.Store<Entry> {
    private final Batch batch;
    private String mark = "";

    OneBatch(Batch batch) {
      this.batch = batch;
    }

    @Override
    public LinesThenPositions.Written<Entry> write(List<Entry> entries) {
      return RedisSink.this.write(entries);
    }

    /** None for a batch without lines: there is nothing that its positions could be without. */
    @Override
    public String mark() {
      if (batch.lines().isEmpty()) {
        return mark;
      }
      mark = UUID.randomUUID().toString();
      Map<String, String> marks = new HashMap<>();
      batch.spans().keySet().forEach(partition -> marks.put(partition.toString(), mark));
      redis.hset(keys.marks(), marks);
      return mark;
    }

    @Override
    public List<Entry> missing(List<Entry> entries) {
      return entries.isEmpty() ? List.of() : losses.notWritten(entries);
    }

    @Override
    public boolean advance(String expected) {
      BEFORE_POSITIONS.pass();
      return RedisSink.this.advance(batch, expected);
    }

    /** It evicts, or its clock is so far ahead of ours that markers expire at once. */
    @Override
    public boolean losesByItself() {
      String probe = keys.marks() + ":probe";
      redis.set(probe, mark, SetParams.setParams().pxAt(Entry.markerUntil(clock.instant())));
      return EvictionPolicy.mayEvict(redis) || !redis.exists(probe);
    }
  }

  private boolean advance(Batch batch, String mark) {
    TopicIdentity topic = batch.topic();
    List<String> arguments =
        new ArrayList<>(
            List.of(topic.name(), topic.id(), Integer.toString(topic.partitions()), mark));
    batch
        .spans()
        .forEach(
            (partition, span) -> {
              arguments.add(partition.toString());
              arguments.add(span.from() == Span.NEVER ? "" : Long.toString(span.from()));
              arguments.add(Long.toString(span.next()));
            });
    return Long.valueOf(1)
        .equals(advance.call(bytes(List.of(keys.positions(), keys.marks())), bytes(arguments)));
  }

  private static List<VersionedLine> lines(List<Entry> entries) {
    return entries.stream().map(Entry::line).toList();
  }

  private static List<Entry> allowed(List<Entry> entries, Flags flags) {
    return entries.stream().filter(entry -> entry.line().allowed(flags)).toList();
  }

  private static List<byte[]> bytes(List<String> texts) {
    return texts.stream().map(text -> text.getBytes(UTF_8)).toList();
  }

  @Override
  public void refresh() {
    asked(
        () -> {
          switchedOff.refresh();
          return null;
        });
  }

  @Override
  public void maintain() {
    asked(
        () -> {
          cached.prune();
          return null;
        });
  }

  /** Or switching a bet type off has deleted them, and the catalogue does not say so any more. */
  @Override
  public boolean hasLost() {
    boolean found = asked(losses::found);
    return switchedOff.wentBack() || found;
  }

  @Override
  public int restore(Batch batch) {
    return asked(
        () -> {
          List<Entry> lost = losses.among(entries(batch));
          List<Entry> mine = allowed(lost, switchedOff.flagsFor(lines(lost)));
          write(mine);
          // What has a newer version in the cache is passed over.
          return mine.size() - losses.among(mine).size();
        });
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (JedisDataException e) { // it still loads its data, is full, a replica, ...
      String answer = RefusedLines.withoutScript(RootCause.of(e));
      throw new SinkException(SinkException.Kind.AWAY, "Redis answers: " + answer, e);
    } catch (JedisException e) {
      throw new SinkException(SinkException.Kind.AWAY, "Redis is away: " + RootCause.of(e), e);
    }
  }
}
