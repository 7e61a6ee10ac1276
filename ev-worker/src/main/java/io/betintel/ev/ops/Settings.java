package io.betintel.ev.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The environment, read once at the start. An empty value counts as not set. */
public final class Settings {
  private final Map<String, String> environment;

  public Settings(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * @throws ConfigException if the key is required and missing, or its value is not accepted
   */
  public <T> T get(Setting<T> setting) {
    String text =
        raw(setting)
            .orElseThrow(
                () ->
                    new ConfigException(
                        setting.key()
                            + " is not set: it must be "
                            + setting.form()
                            + ". "
                            + setting.doc()));
    try {
      return setting.parse().apply(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          setting.key()
              + " is "
              + (setting.secret() ? "not usable" : '"' + Address.masked(text) + '"')
              + (e instanceof Address.UnusableException ? ": " + e.getMessage() + "; " : ": ")
              + "it must be "
              + setting.form()
              + ". "
              + setting.doc());
    }
  }

  /** Whether there is a value, given or by default. */
  public boolean has(Setting<?> setting) {
    return raw(setting).isPresent();
  }

  private Optional<String> raw(Setting<?> setting) {
    String text = environment.getOrDefault(setting.key(), "");
    if (text.isEmpty() && setting.secret()) {
      text = fromFile(setting.key() + "_FILE");
    }
    return text.isEmpty() ? setting.defaultText() : Optional.of(text);
  }

  private String fromFile(String key) {
    String file = environment.getOrDefault(key, "");
    if (file.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException(
          key + " is " + SecretPath.shown(file) + ": the file cannot be read: " + reason(e));
    }
  }

  /** Without its message, which repeats the path. */
  private static String reason(Exception e) {
    return e instanceof NoSuchFileException
        ? "there is no such file"
        : e.getClass().getSimpleName();
  }
}
