package io.betintel.ev.harness;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One JVM of the packaged program that runs many commands: most of a command's processor time is
 * its JVM's start. Each command has standard streams of its own, and shares the environment. {@link
 * Commands} runs one as a process, for what only a process has: options of the JVM, an exit code, a
 * second command at the same time.
 */
final class CommandJvm implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 90_000;

  private final Map<String, String> environment;
  private final Process process;
  private final Path log;
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  /**
   * @param environment the only {@code EV_} variables that it gets
   * @param log what the JVM itself says
   */
  CommandJvm(Map<String, String> environment, Path log) throws IOException {
    this.environment = Map.copyOf(environment);
    this.log = log;
    Files.createDirectories(log.getParent());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(PATIENCE_MILLIS);
      ProcessBuilder builder =
          new ProcessBuilder(
                  Build.CURRENT.commandOf(
                      CommandLoop.class, testClasses(), Integer.toString(server.getLocalPort())))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(key -> key.startsWith("EV_"));
      builder.environment().putAll(environment);
      this.process = builder.start();
      try {
        this.socket = server.accept();
      } catch (IOException e) {
        process.destroyForcibly();
        throw new IOException("does not connect: " + Files.readString(log), e);
      }
    }
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  /** Whether a command in this environment may run here. */
  boolean has(Map<String, String> variables) {
    return environment.equals(variables);
  }

  synchronized CommandResult run(String... arguments) throws IOException {
    try {
      out.writeInt(arguments.length);
      for (String argument : arguments) {
        out.writeUTF(argument);
      }
      out.flush();
      return new CommandResult(in.readInt(), text(), text());
    } catch (IOException e) {
      close();
      throw new IOException(String.join(" ", arguments) + ": " + Files.readString(log), e);
    }
  }

  private String text() throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static String testClasses() {
    try {
      return new File(CommandLoop.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      socket.close();
    } catch (IOException gone) {
      // So is the process.
    }
  }
}
