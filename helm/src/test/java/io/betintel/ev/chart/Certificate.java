package io.betintel.ev.chart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key of this machine's address and its certificate, signed by itself: only a client that is
 * given the certificate as a CA trusts it.
 */
final class Certificate {
  static final String PASSWORD = "only-of-this-test";
  private static final String ALIAS = "own";

  private final byte[] keyStore;

  private Certificate(byte[] keyStore) {
    this.keyStore = keyStore;
  }

  /** With the JDK's own tool: the JDK has no API for making certificates. */
  static Certificate make(String name, Path work) throws IOException, InterruptedException {
    Path file = Files.createTempDirectory(work, "certificate").resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
    return new Certificate(Files.readAllBytes(file));
  }

  /** PKCS#12. */
  byte[] keyStore() {
    return keyStore.clone();
  }

  byte[] pem() throws GeneralSecurityException, IOException {
    return pem("CERTIFICATE", load().getCertificate(ALIAS).getEncoded());
  }

  /** PKCS#8. */
  byte[] keyPem() throws GeneralSecurityException, IOException {
    return pem("PRIVATE KEY", load().getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
  }

  /** PKCS#12, with the certificate alone, for who shall believe it. */
  byte[] trustStore() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", load().getCertificate(ALIAS));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    trusted.store(bytes, PASSWORD.toCharArray());
    return bytes.toByteArray();
  }

  /** Of a server that shows it. */
  SSLContext server() throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, new SecureRandom());
    return context;
  }

  private KeyStore load() throws GeneralSecurityException, IOException {
    KeyStore loaded = KeyStore.getInstance("PKCS12");
    loaded.load(new ByteArrayInputStream(keyStore), PASSWORD.toCharArray());
    return loaded;
  }

  private static byte[] pem(String what, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return ("-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
