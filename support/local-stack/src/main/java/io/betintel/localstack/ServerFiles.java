package io.betintel.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Where the build of this module put what the servers need. */
record ServerFiles(Path lib, Path registry, String registryVersion, String postgresqlVersion) {

  /**
   * @throws LocalStackException if the build has not run, or what it made has been deleted
   */
  static ServerFiles find() {
    Properties properties = new Properties();
    try (InputStream in = ServerFiles.class.getResourceAsStream("installation.properties")) {
      if (in == null) {
        throw incomplete("installation.properties");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new LocalStackException("installation.properties is unreadable", e);
    }
    ServerFiles found =
        new ServerFiles(
            Path.of(properties.getProperty("lib")),
            Path.of(properties.getProperty("registry")),
            properties.getProperty("registry.version"),
            properties.getProperty("postgresql.version"));
    if (!Files.isDirectory(found.lib())) {
      throw incomplete(found.lib().toString());
    }
    if (!Files.isRegularFile(found.registryJar())) {
      throw incomplete(found.registryJar().toString());
    }
    return found;
  }

  Path registryJar() {
    return registry.resolve("apicurio-registry-app-" + registryVersion + "-runner.jar");
  }

  /** The classes of this module (a directory or a jar) and every jar of the servers. */
  String classpath() {
    try {
      Path own =
          Path.of(ServerFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own + java.io.File.pathSeparator + lib.resolve("*");
    } catch (URISyntaxException e) {
      throw new LocalStackException("the place of this module's classes is not a file", e);
    }
  }

  /** The {@code java} that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static LocalStackException incomplete(String missing) {
    return new LocalStackException(
        "the local stack is not built: "
            + missing
            + " is missing; run ./mvnw -pl support/local-stack -am package");
  }
}
