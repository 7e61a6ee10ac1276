package io.betintel.ev.cache;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The names of all keys. The keys of a bet type are in {@value #BUCKETS} buckets, each with its own
 * hash tag, so a type can be counted and cleared without {@code KEYS} and is not one hot slot of a
 * cluster.
 *
 * @param namespace before every key; {@code ev:v1} in an installation
 */
public record CacheKeys(String namespace) {
  public static final int BUCKETS = 16;

  /** The message on the channel {@link #cleared} for all bet types at once. */
  static final String EVERY_BET_TYPE = "*";

  /** The keys of an installation. */
  public static CacheKeys standard() {
    return new CacheKeys("ev:v1");
  }

  /**
   * A string: the line as JSON, with the fields of {@code PricedLine.avsc}; expires with the line.
   */
  public String line(BetType betType, LineId line) {
    return linePrefix(betType, bucketOf(line)) + line;
  }

  /** What comes before the line's id in {@link #line}. */
  String linePrefix(BetType betType, int bucket) {
    return bucket(betType, bucket) + ":line:";
  }

  /** A string: topic id and offset of the newest version written; it outlives the line. */
  public String version(BetType betType, LineId line) {
    return bucket(betType, bucketOf(line)) + ":version:" + line;
  }

  /** A sorted set: the ids of a bucket's lines by their expiry in milliseconds. */
  public String index(BetType betType, LineId line) {
    return index(betType, bucketOf(line));
  }

  public String index(BetType betType, int bucket) {
    return bucket(betType, bucket) + ":lines";
  }

  /** A string: a catalogue version, and whether the bet type was on or off at that version. */
  public String gate(BetType betType, LineId line) {
    return gate(betType, bucketOf(line));
  }

  String gate(BetType betType, int bucket) {
    return bucket(betType, bucket) + ":gate";
  }

  /** All indexes of a bet type. */
  public List<String> indexes(BetType betType) {
    return indexes(betType.symbol());
  }

  /** The same for any name, valid or not. */
  List<String> indexes(String name) {
    return IntStream.range(0, BUCKETS).mapToObj(bucket -> bucket(name, bucket) + ":lines").toList();
  }

  /** A set: every bet type that ever had a line. */
  public String betTypes() {
    return namespace + ":bet-types";
  }

  /** A hash: the topic of the lines and the sink's positions in it; see the Redis sink. */
  public String positions() {
    return namespace + ":positions";
  }

  /**
   * A hash, in the slot of {@link #positions}: by partition, the mark of the batch that was written
   * last; see the Redis sink.
   */
  public String marks() {
    return namespace + ":{" + positions() + "}:marks";
  }

  /** A channel: the id of each line of the bet type that was written in a newer version. */
  public String changes(BetType betType) {
    return changesPrefix() + betType;
  }

  /** The bet type of a channel of {@link #changes}. */
  BetType changed(String channel) {
    return new BetType(channel.substring(changesPrefix().length()));
  }

  /** The pattern of all channels of {@link #changes}. */
  String allChanges() {
    return changesPrefix() + "*";
  }

  private String changesPrefix() {
    return namespace + ":changes:";
  }

  /**
   * A channel: lines were deleted without a message for each. The message is their bet type, or
   * {@value #EVERY_BET_TYPE}.
   */
  String cleared() {
    return namespace + ":cleared";
  }

  /** The pattern by which SCAN finds all keys. */
  public String everything() {
    return namespace + ":*";
  }

  private String bucket(BetType betType, int bucket) {
    return bucket(betType.symbol(), bucket);
  }

  private String bucket(String betType, int bucket) {
    return namespace + ":{" + betType + ":" + bucket + "}";
  }

  /** CRC-32 of the id's UTF-8 bytes, modulo the number of buckets: easy in any language. */
  public static int bucketOf(LineId line) {
    CRC32 crc = new CRC32();
    crc.update(line.text().getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % BUCKETS);
  }
}
