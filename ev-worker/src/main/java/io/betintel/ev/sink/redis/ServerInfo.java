package io.betintel.ev.sink.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** What the Redis server says about itself, where the user may ask it. */
final class ServerInfo {
  private ServerInfo() {}

  /**
   * A field of a section of {@code INFO}; empty if the server does not say, or the user may not
   * ask.
   */
  static Optional<String> text(UnifiedJedis redis, String section, String field) {
    Object answer;
    try {
      answer = redis.executeCommand(new CommandArguments(Command.INFO).add(section));
    } catch (JedisDataException e) { // NOPERM: the user's ACL is of an earlier release
      return Optional.empty();
    }
    String text = answer instanceof byte[] bytes ? new String(bytes, UTF_8) : answer.toString();
    return text.lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst();
  }

  /** The same as a whole number. */
  static Optional<Long> number(UnifiedJedis redis, String section, String field) {
    return text(redis, section, field).filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf);
  }
}
