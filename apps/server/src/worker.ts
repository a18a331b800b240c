// A worker beside `main`: the same build with another role.
process.env['ROLE'] = 'worker';
void import('./main');
