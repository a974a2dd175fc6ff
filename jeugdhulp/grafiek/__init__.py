"""One chart definition and its three writers: svg, tabel and plotly. Pure: no database, no clock."""
