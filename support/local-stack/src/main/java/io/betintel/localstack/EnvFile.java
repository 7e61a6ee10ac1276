package io.betintel.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The worker's variables that point it at a stack, in the syntax of a POSIX shell: {@code . env}.
 */
final class EnvFile {
  private EnvFile() {}

  static Map<String, String> variables(LocalStack stack, String database) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("EV_KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers());
    variables.put("EV_SCHEMA_REGISTRY_URL", stack.registry().url());
    variables.put("EV_POSTGRES_URL", stack.postgres().jdbcUrl(database));
    variables.put("EV_POSTGRES_USER", stack.postgres().user());
    variables.put("EV_POSTGRES_PASSWORD", stack.postgres().password());
    variables.put("EV_REDIS_URL", stack.redis().url());
    return variables;
  }

  /** A reader sees the whole file or none. */
  static void write(Path file, Map<String, String> variables) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(half, render(variables));
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static String render(Map<String, String> variables) {
    StringBuilder lines = new StringBuilder();
    variables.forEach(
        (name, value) ->
            lines
                .append("export ")
                .append(name)
                .append("='")
                .append(value.replace("'", "'\\''"))
                .append("'\n"));
    return lines.toString();
  }
}
