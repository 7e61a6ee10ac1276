package io.betintel.ev.harness;

import io.betintel.ev.cli.CommandLineRunner;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What a {@link CommandJvm} runs: the commands that its socket brings, one after another. */
final class CommandLoop {
  private CommandLoop() {}

  /**
   * Ends when the other side closes the connection.
   *
   * @param args the port on loopback
   */
  public static void main(String[] args) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      while (true) {
        answer(in, out);
      }
    } catch (EOFException closed) {
      System.exit(0); // a command may have left threads
    }
  }

  private static void answer(DataInputStream in, DataOutputStream out) throws IOException {
    String[] arguments = new String[in.readInt()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = in.readUTF();
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    out.writeInt(CommandLineRunner.run(arguments));
    for (ByteArrayOutputStream each : new ByteArrayOutputStream[] {said, complained}) {
      out.writeInt(each.size());
      each.writeTo(out);
    }
    out.flush();
  }
}
