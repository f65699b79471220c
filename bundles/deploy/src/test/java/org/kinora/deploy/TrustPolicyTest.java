package org.kinora.deploy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginError;
import org.osgi.framework.Version;

class TrustPolicyTest {
  private static final String SUM = "0a".repeat(32);
  private static final String OTHER = "0b".repeat(32);

  private final Path ours;
  private final Path folder;
  private final Path file;

  TrustPolicyTest(@TempDir Path at) throws IOException {
    ours = Files.createDirectory(at.resolve("ours"));
    folder = Files.createDirectory(at.resolve("plugins"));
    mode(folder, "rwxr-xr-x");
    file = Files.createFile(folder.resolve("tape.jar"));
    mode(file, "rw-r--r--");
  }

  @ParameterizedTest
  @CsvSource({
    "rwxr-xr-x, rw-r--r--, true",
    "rwx------, rw-------, true",
    "rwxr-xr-x, rw-rw-r--, false",
    "rwxr-xr-x, rw-r--rw-, false",
    "rwxrwxr-x, rw-r--r--, false",
    "rwxrwxrwx, rw-r--r--, false",
  })
  void checkFile_modes_refusesWhatOthersCanWrite(String ofFolder, String ofFile, boolean trusted)
      throws Exception {
    mode(folder, ofFolder);
    mode(file, ofFile);
    if (trusted) {
      assertDoesNotThrow(() -> policy(false).checkFile(file));
    } else {
      assertEquals(PluginError.PLUGIN_NOT_TRUSTED, refusal(policy(false)));
    }
    assertDoesNotThrow(() -> policy(true).checkFile(file));
  }

  /** Only root can give a file away; to anybody else the file is not that of root's processes. */
  @Test
  void checkFile_ofAnotherUser_isRefused() throws Exception {
    Path madeByUs = ours;
    if (Files.getAttribute(ours, "unix:uid").equals(0)) {
      Files.setAttribute(file, "unix:uid", 12345);
    } else {
      madeByUs = Path.of("/");
    }
    TrustPolicy strict = new TrustPolicy(folder, madeByUs, false, List.of());
    assertEquals(PluginError.PLUGIN_NOT_TRUSTED, refusal(strict));
    assertDoesNotThrow(() -> policy(true).checkFile(file));
  }

  @Test
  void checkFile_links_mayPointWithinTheFolder() throws Exception {
    Path within = Files.createSymbolicLink(folder.resolve("within.jar"), Path.of("tape.jar"));
    assertDoesNotThrow(() -> policy(false).checkFile(within));
    Path out = Files.createSymbolicLink(folder.resolve("out.jar"), ours);
    MediaException refused = assertThrows(MediaException.class, () -> policy(false).checkFile(out));
    assertEquals(PluginError.PLUGIN_NOT_TRUSTED, refused.code());
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', true",
    "SUM, '', true",
    "OTHER, '', false",
    "'', 'SUM  tape.jar', true",
    "'', 'OTHER  a.jar\n# two\nSUM *tape.jar', true",
    "'', '# none', false",
    "'', 'OTHER  tape.jar', false",
    "OTHER, 'SUM  tape.jar', true",
    "SUM, 'no checksum', false",
  })
  void checkSum_lists_allowWhatTheyName(String setting, String list, boolean trusted)
      throws Exception {
    if (!list.isEmpty()) {
      Path sums = Files.writeString(folder.resolve(TrustPolicy.LIST), sums(list));
      mode(sums, "rw-r--r--");
    }
    List<String> allowed = setting.isEmpty() ? List.of() : List.of(sums(setting));
    TrustPolicy policy = new TrustPolicy(folder, ours, false, allowed);
    PluginJar jar = new PluginJar(file, SUM, "org.example.tape", Version.emptyVersion);
    if (trusted) {
      assertDoesNotThrow(() -> policy.checkSum(jar, file));
    } else {
      assertThrows(MediaException.class, () -> policy.checkSum(jar, file));
    }
  }

  private static String sums(String text) {
    return text.replace("SUM", SUM).replace("OTHER", OTHER);
  }

  private Object refusal(TrustPolicy policy) {
    return assertThrows(MediaException.class, () -> policy.checkFile(file)).code();
  }

  private TrustPolicy policy(boolean shared) {
    return new TrustPolicy(folder, ours, shared, List.of());
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
