/**
 * The rules of MP4, Matroska and WAVE files that players forgive until one does not, each with its
 * section in the specification. Reads finished files of any writer.
 */
@NullMarked
package org.kinora.tck.contract.rules;

import org.jspecify.annotations.NullMarked;
