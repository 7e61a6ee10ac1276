package io.betintel.ev.sink.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A script that is sent to the server once and then called by its digest. */
final class Script {
  private final UnifiedJedis redis;
  private final String text;
  private byte[] digest;

  Script(UnifiedJedis redis, String text) {
    this.redis = redis;
    this.text = text;
  }

  byte[] digest() {
    if (digest == null) {
      load();
    }
    return digest;
  }

  /** Redis restarted, or another server answers: sends the script again. */
  void load() {
    digest = redis.scriptLoad(text).getBytes(US_ASCII);
  }

  Object call(List<byte[]> keys, List<byte[]> arguments) {
    try {
      return redis.evalsha(digest(), keys, arguments);
    } catch (JedisNoScriptException e) {
      load();
      return redis.evalsha(digest, keys, arguments);
    }
  }
}
