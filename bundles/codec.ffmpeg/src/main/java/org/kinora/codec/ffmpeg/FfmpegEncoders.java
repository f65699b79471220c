package org.kinora.codec.ffmpeg;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.kinora.codec.ffmpeg.encode.EncoderKind;
import org.kinora.codec.ffmpeg.encode.FfmpegEncoderFactory;
import org.kinora.spi.codec.EncoderFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Registers one encoder factory for each encoder that the natives at hand really have: which ones
 * depends on the fragment that is installed.
 */
@Component(
    immediate = true,
    service = {})
public final class FfmpegEncoders {
  private final List<ServiceRegistration<EncoderFactory>> registrations;

  /** Looks what is there and registers it. */
  @Activate
  public FfmpegEncoders(BundleContext context) {
    registrations =
        available().stream()
            .map(
                kind ->
                    context.registerService(
                        EncoderFactory.class, new FfmpegEncoderFactory(kind), properties(kind)))
            .toList();
  }

  /** None without the libraries; the bundle that brings them says why they do not load. */
  private static List<EncoderKind> available() {
    try {
      return EncoderKind.available();
    } catch (LinkageError e) {
      return List.of();
    }
  }

  private static Dictionary<String, Object> properties(EncoderKind kind) {
    return FrameworkUtil.asDictionary(
        Map.of(
            EncoderFactory.CODEC,
            kind.codec(),
            EncoderFactory.IMPLEMENTATION,
            kind.implementation(),
            Constants.SERVICE_RANKING,
            kind.ranking()));
  }

  /** Takes the factories back; encoders at work go on until they are closed. */
  @Deactivate
  void deactivate() {
    registrations.forEach(ServiceRegistration::unregister);
  }
}
