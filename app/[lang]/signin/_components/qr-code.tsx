import encodeQR from 'qr';

/** A QR code as plain SVG, made on the server: nothing of what it holds goes to anybody else. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const dots = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const size = dots.length;
  const path = dots.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      width={size * 5}
      height={size * 5}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      {/* Black on white in dark looks too: many apps read nothing else. */}
      <rect width={size} height={size} fill="#fff" />
      <path d={path.join('')} fill="#000" />
    </svg>
  );
}
