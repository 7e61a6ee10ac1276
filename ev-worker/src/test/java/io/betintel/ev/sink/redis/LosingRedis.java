package io.betintel.ev.sink.redis;

import java.net.URI;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** A connection to a real Redis that loses data just before the sink's mark or its positions. */
final class LosingRedis extends UnifiedJedis {
  private Runnable beforeMark = () -> {};
  private Runnable beforePositions = () -> {};

  LosingRedis(String url) {
    super(provider(URI.create(url)), RedisProtocol.RESP2);
  }

  private static PooledConnectionProvider provider(URI url) {
    return new PooledConnectionProvider(
        new HostAndPort(url.getHost(), url.getPort()), DefaultJedisClientConfig.builder().build());
  }

  /** Once, each. */
  void losesBefore(Runnable mark, Runnable positions) {
    beforeMark = mark;
    beforePositions = positions;
  }

  @Override
  public long hset(String key, Map<String, String> fields) {
    Runnable loss = beforeMark;
    beforeMark = () -> {};
    loss.run();
    return super.hset(key, fields);
  }

  /** Lines are written in pipelines, not by this. */
  @Override
  public Object evalsha(byte[] sha1, List<byte[]> keys, List<byte[]> args) {
    Runnable loss = beforePositions;
    beforePositions = () -> {};
    loss.run();
    return super.evalsha(sha1, keys, args);
  }
}
