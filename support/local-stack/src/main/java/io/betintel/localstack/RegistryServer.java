package io.betintel.localstack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Apicurio Registry with the API of Confluent's registry. Schemas keep their ids across {@link
 * #stop} and {@link #kill}; ids skip numbers, and the default compatibility is NONE.
 */
public final class RegistryServer extends Server {
  private static final String NAME = "registry";
  private static final String API = "/apis/ccompat/v7";
  private static final int REQUEST_MILLIS = 5_000;

  private final StackDirectory directory;

  RegistryServer(
      StackPorts ports, StackDirectory directory, ServerFiles serverFiles, Children children) {
    super(
        new ServerProcess(
            NAME,
            ports.registry(),
            directory,
            children,
            new Launch(ports.registry(), directory, serverFiles)));
    this.directory = directory;
  }

  /** The base of the Confluent API, without a slash at its end. */
  public String url() {
    return "http://" + address() + API;
  }

  /** Ends it, deletes every subject and schema, and starts it again; ids start again. */
  public void wipe() {
    stop();
    StackDirectory.deleteTree(directory.data(NAME));
    start();
  }

  private record Launch(int port, StackDirectory directory, ServerFiles serverFiles)
      implements ServerProcess.Launch {
    @Override
    public ProcessBuilder prepare() throws IOException {
      Path database = Files.createDirectories(directory.data(NAME)).resolve("registry");
      return new ProcessBuilder(
          List.of(
              ServerFiles.java(),
              "-Xmx128m",
              "-XX:+UseSerialGC",
              "-XX:MetaspaceSize=128m",
              "-XX:TieredStopAtLevel=1",
              "-Djava.io.tmpdir=" + database.getParent(),
              "-Dquarkus.http.host=127.0.0.1",
              "-Dquarkus.http.port=" + port,
              "-Dquarkus.log.level=WARN",
              "-Dquarkus.http.access-log.enabled=false",
              // By default H2 writes committed data half a second later, and a kill loses it.
              "-Dapicurio.datasource.url=jdbc:h2:file:" + database + ";WRITE_DELAY=0",
              "-jar",
              serverFiles.registryJar().toString()));
    }

    @Override
    public boolean ready() {
      try {
        HttpURLConnection request =
            (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + API + "/subjects").toURL().openConnection();
        request.setConnectTimeout(REQUEST_MILLIS);
        request.setReadTimeout(REQUEST_MILLIS);
        return request.getResponseCode() == HttpURLConnection.HTTP_OK;
      } catch (IOException notYet) {
        return false;
      }
    }
  }
}
