package io.betintel.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** Redis 6.2. An append-only file keeps its data across {@link #stop} and {@link #kill}. */
public final class RedisServer extends Server {
  private static final String NAME = "redis";
  private static final int PING_MILLIS = 1_000;

  RedisServer(StackPorts ports, StackDirectory directory, Children children) {
    super(
        new ServerProcess(
            NAME, ports.redis(), directory, children, new Launch(ports.redis(), directory)));
  }

  /** {@code redis://127.0.0.1:port}; no password. */
  public String url() {
    return "redis://" + address();
  }

  private static final class Launch implements ServerProcess.Launch {
    private final int port;
    private final StackDirectory directory;
    private String executable;

    Launch(int port, StackDirectory directory) {
      this.port = port;
      this.directory = directory;
    }

    @Override
    public void unpack() throws IOException {
      executable =
          ExecutableProvider.newJarResourceProvider(directory.binaries().toFile()).get().toString();
    }

    @Override
    public ProcessBuilder prepare() throws IOException {
      return new ProcessBuilder(
          List.of(
              executable,
              "--port",
              Integer.toString(port),
              "--bind",
              "127.0.0.1",
              "--dir",
              Files.createDirectories(directory.data(NAME)).toString(),
              "--save",
              "",
              "--appendonly",
              "yes",
              "--appendfsync",
              "no"));
    }

    /** Redis answers {@code -LOADING} until it has read its data. */
    @Override
    public boolean ready() {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PING_MILLIS);
        socket.setSoTimeout(PING_MILLIS);
        socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
      } catch (IOException notYet) {
        return false;
      }
    }
  }
}
