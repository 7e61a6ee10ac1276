package io.betintel.ev.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.localstack.PostgresServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lets a server's disk be full, in one of two ways. */
public enum FullDisk {
  /** A file system of fixed size, for a tablespace or for WAL: needs the right to mount one. */
  SMALL_FILE_SYSTEM {
    @Override
    public String prepare(Path directory) throws IOException {
      Files.createDirectories(directory);
      return run(
          "mount", "-t", "tmpfs", "-o", "size=128m,mode=0700", "tmpfs", directory.toString());
    }

    @Override
    public void fill(PostgresServer server, Path directory, long size) throws IOException {
      byte[] piece = new byte[1 << 14];
      try (OutputStream ballast = Files.newOutputStream(directory.resolve("ballast"))) {
        while (Files.getFileStore(directory).getUsableSpace() > 4L * piece.length) {
          ballast.write(piece);
        }
      }
    }

    @Override
    public void makeRoom(PostgresServer server, Path directory) throws IOException {
      Files.delete(directory.resolve("ballast"));
    }

    @Override
    public void end(Path directory) throws IOException {
      run("umount", "--lazy", directory.toString());
    }
  },

  /** No file of the server may get larger than the table is now: any user can have that. */
  LIMITED_FILES {
    @Override
    public String prepare(Path directory) throws IOException {
      return run("prlimit", "--version");
    }

    @Override
    public void fill(PostgresServer server, Path directory, long size) throws IOException {
      limit(server, Long.toString(size + LEFT));
    }

    @Override
    public void makeRoom(PostgresServer server, Path directory) throws IOException {
      limit(server, "unlimited");
    }

    @Override
    public void end(Path directory) {}

    private void limit(PostgresServer server, String bytes) throws IOException {
      String failure =
          run("prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + bytes + ":unlimited");
      if (!failure.isEmpty()) {
        throw new IOException(failure);
      }
    }
  };

  private static final int LEFT = 1 << 20;

  /** Returns why it cannot be had here; empty if it can. */
  public abstract String prepare(Path directory) throws IOException;

  /**
   * For sessions that begin from now on.
   *
   * @param size of the table
   */
  public abstract void fill(PostgresServer server, Path directory, long size) throws IOException;

  public abstract void makeRoom(PostgresServer server, Path directory) throws IOException;

  public abstract void end(Path directory) throws IOException;

  private static String run(String... command) throws IOException {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return process.waitFor() == 0 ? "" : String.join(" ", command) + ": " + said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (IOException e) {
      return String.join(" ", command) + ": " + e.getMessage();
    }
  }
}
