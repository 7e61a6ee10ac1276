package io.betintel.ev.ops;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP client that may send and read as it should not. */
public final class RawClient implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
  private static final int PAUSE_MS = 20;

  private final Socket socket;
  private final StringBuilder read = new StringBuilder();

  public RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a text at once, and then one byte after the other until the server closes. */
  public void sendSlowly(String text, char then) throws IOException {
    send(text);
    Thread sender =
        new Thread(
            () -> {
              try {
                while (!socket.isClosed()) {
                  send(String.valueOf(then));
                  Thread.sleep(PAUSE_MS);
                }
              } catch (IOException | InterruptedException e) {
                // The server has closed: what the test waits for.
              }
            });
    sender.setDaemon(true);
    sender.start();
  }

  /** Asks on the same connection as before, and reads the whole answer. */
  public String get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    return readAnswer();
  }

  /** Returns once a head was read, which the next answer begins with. */
  public void awaitHead() throws IOException {
    while (read.indexOf("\r\n\r\n") < 0) {
      more();
    }
  }

  /** One answer with a content length, head and body. */
  public String readAnswer() throws IOException {
    awaitHead();
    int body = read.indexOf("\r\n\r\n") + 4;
    Matcher length = LENGTH.matcher(read.substring(0, body));
    int end = body + (length.find() ? Integer.parseInt(length.group(1)) : 0);
    while (read.length() < end) {
      more();
    }
    String answer = read.substring(0, end);
    read.delete(0, end);
    return answer;
  }

  /** Everything until the server closes. */
  public String readToEnd() throws IOException {
    try {
      while (true) {
        more();
      }
    } catch (IOException closed) {
      return read.toString();
    }
  }

  private void more() throws IOException {
    byte[] bytes = new byte[4096];
    InputStream in = socket.getInputStream();
    int count = in.read(bytes);
    if (count < 0) {
      throw new IOException("closed after: " + read);
    }
    read.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
