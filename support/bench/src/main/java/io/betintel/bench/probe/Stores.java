package io.betintel.bench.probe;

import io.betintel.ev.cache.CacheKeys;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import redis.clients.jedis.RedisClient;

/** When lines are in the stores: as soon as a sink's position is past them. */
final class Stores {
  private static final String POSITIONS =
      "SELECT partition, next_offset FROM sink_offsets WHERE sink = 'postgres'";

  private final List<StorePositions> stores = new ArrayList<>();

  private Stores() {}

  /** The stores that the arguments name, or none. */
  static Stores of(Map<String, String> arguments, Observations seen) throws SQLException {
    Stores stores = new Stores();
    if (arguments.containsKey("postgres")) {
      Connection connection =
          DriverManager.getConnection(
              arguments.get("postgres"), arguments.get("user"), arguments.get("password"));
      PreparedStatement select = connection.prepareStatement(POSITIONS);
      stores.stores.add(new StorePositions("committed row", seen, () -> rows(select)));
    }
    if (arguments.containsKey("redis")) {
      RedisClient redis = RedisClient.create(arguments.get("redis"));
      String key = CacheKeys.standard().positions();
      Callable<Map<Integer, Long>> positions = () -> fields(redis.hgetAll(key));
      stores.stores.add(new StorePositions("redis", seen, positions));
    }
    return stores;
  }

  void start() {
    stores.forEach(StorePositions::start);
  }

  /** A line that is on the topic, and will be in the stores. */
  void expect(int partition, long offset, long due) {
    stores.forEach(store -> store.expect(partition, offset, due));
  }

  private static Map<Integer, Long> rows(PreparedStatement select) throws SQLException {
    Map<Integer, Long> positions = new HashMap<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        positions.put(rows.getInt(1), rows.getLong(2));
      }
    }
    return positions;
  }

  private static Map<Integer, Long> fields(Map<String, String> hash) {
    Map<Integer, Long> positions = new HashMap<>();
    hash.forEach(
        (field, value) -> {
          if (!field.isEmpty() && Character.isDigit(field.charAt(0))) {
            positions.put(Integer.valueOf(field), Long.valueOf(value));
          }
        });
    return positions;
  }
}
