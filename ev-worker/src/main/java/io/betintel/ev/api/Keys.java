package io.betintel.ev.api;

import io.betintel.ev.api.KeyList.BadKeysException;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.SecretPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys file, read again when it has changed: a mounted Secret is replaced under a running
 * process. While it is unusable, the last usable keys stay valid. It is checked when a key is
 * looked up, at most once a second; no thread watches it.
 */
final class Keys {
  private static final Logger LOG = LoggerFactory.getLogger(Keys.class);
  private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

  private final Optional<Path> file;
  private List<String> lines = List.of();
  private KeyList list = new KeyList(Map.of());
  private String trouble;
  private long lookedAt;

  /**
   * Reads the file.
   *
   * @throws ConfigException if it cannot be used
   */
  Keys(Optional<Path> file) {
    this.file = file;
    look();
    if (trouble != null) {
      throw new ConfigException(ApiConfig.KEYS.key() + " is " + shown() + ": " + trouble);
    }
  }

  synchronized Optional<Caller> find(String key) {
    if (System.nanoTime() - lookedAt >= LOOK) {
      look();
    }
    return list.find(key);
  }

  /** Whether the caller's key is still valid: a stream outlives the request that began it. */
  synchronized boolean knows(Caller caller) {
    if (System.nanoTime() - lookedAt >= LOOK) {
      look();
    }
    return caller.anonymous() || list.knows(caller);
  }

  /** Whether the file is usable as it is now. */
  synchronized boolean current() {
    look();
    return trouble == null;
  }

  private void look() {
    lookedAt = System.nanoTime();
    if (file.isEmpty()) {
      return;
    }
    String reason = null;
    try {
      List<String> now = Files.readAllLines(file.get());
      if (!now.equals(lines) || trouble != null) {
        list = KeyList.parse(now);
        lines = now;
        LOG.info("{} API keys are loaded", list.byDigest().size());
      }
    } catch (BadKeysException e) {
      reason = e.getMessage();
    } catch (IOException e) {
      reason =
          "it cannot be read: "
              + (e instanceof NoSuchFileException
                  ? "there is no such file"
                  : e.getClass().getSimpleName());
    }
    if (reason != null && !reason.equals(trouble)) {
      LOG.error(
          "The API keys file {} is unusable, the last usable keys stay valid: {}", shown(), reason);
    }
    trouble = reason;
  }

  private String shown() {
    return SecretPath.shown(file.orElseThrow().toString());
  }
}
