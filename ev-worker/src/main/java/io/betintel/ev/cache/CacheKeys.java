package io.betintel.ev.cache;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The names of all keys. What belongs to a bet type lies in {@value #BUCKETS} buckets, each a hash
 * tag of its own: so one type can be counted and cleared without {@code KEYS}, and is not one hot
 * slot of a cluster.
 *
 * @param namespace before every key; {@code ev:v1} in an installation
 */
public record CacheKeys(String namespace) {
  public static final int BUCKETS = 16;

  /** Said on the channel {@link #cleared} for all bet types at once. */
  static final String EVERY_BET_TYPE = "*";

  /** The installation's own. */
  public static CacheKeys standard() {
    return new CacheKeys("ev:v1");
  }

  /** A string: the line as JSON, with the fields of {@code PricedLine.avsc}; expires with it. */
  public String line(BetType betType, LineId line) {
    return linePrefix(betType, bucketOf(line)) + line;
  }

  /** What the line's id follows in {@link #line}. */
  String linePrefix(BetType betType, int bucket) {
    return bucket(betType, bucket) + ":line:";
  }

  /** A string: topic id and offset of the newest version seen; it outlives the line. */
  public String version(BetType betType, LineId line) {
    return bucket(betType, bucketOf(line)) + ":version:" + line;
  }

  /** A sorted set: the ids of a bucket's lines by the milliseconds at which they expire. */
  public String index(BetType betType, LineId line) {
    return index(betType, bucketOf(line));
  }

  public String index(BetType betType, int bucket) {
    return bucket(betType, bucket) + ":lines";
  }

  /** A string: the catalogue's version, and whether the bet type was on or off at it. */
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

  /** The same for whatever is spelled as a bet type. */
  List<String> indexes(String name) {
    return IntStream.range(0, BUCKETS).mapToObj(bucket -> bucket(name, bucket) + ":lines").toList();
  }

  /** A set: every bet type that ever had a line. */
  public String betTypes() {
    return namespace + ":bet-types";
  }

  /** A hash: whose lines these are and how far they go; see the Redis sink. */
  public String positions() {
    return namespace + ":positions";
  }

  /** A channel: the ids of the bet type's lines, each when a newer version of it was written. */
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
   * A channel: that lines went without a word about each. The message is their bet type, or {@value
   * #EVERY_BET_TYPE}.
   */
  String cleared() {
    return namespace + ":cleared";
  }

  /** What SCAN finds all keys by. */
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
  static int bucketOf(LineId line) {
    CRC32 crc = new CRC32();
    crc.update(line.text().getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % BUCKETS);
  }
}
